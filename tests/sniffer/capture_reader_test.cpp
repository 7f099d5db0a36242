// SPDX-License-Identifier: Apache-2.0
#include "capture_writer.h"

#include "sniffer/capture_reader.h"
#include "sniffer/packet_notes.h"

#include <gtest/gtest.h>

namespace imds::sniffer::test {
namespace {

Recorded packet(std::int64_t time_ns, std::size_t size) {
  Recorded recorded;
  recorded.time_ns = time_ns;
  recorded.bytes = Buffer(size, 0x42);
  recorded.original_length = static_cast<std::uint32_t>(size + 3);
  return recorded;
}

std::unique_ptr<CaptureFormat> open(const Buffer& content) {
  auto capture = read_capture(CaptureInput(Bytes(content)), "test");
  EXPECT_TRUE(capture);
  return capture ? std::move(*capture) : nullptr;
}

TEST(CaptureReader, ReadsWhatWasWritten) {
  constexpr std::int64_t kTime = 1'700'000'000'123'456'000;
  const std::vector<Recorded> packets = {packet(kTime, 61), packet(kTime, 0)};
  const Buffer files[] = {pcap_file(packets, LinkType::sll2),
                          pcap_file(packets, LinkType::sll2, {true, false}),
                          pcap_file(packets, LinkType::sll2, {false, true}),
                          pcapng_file(packets, LinkType::sll2),
                          pcapng_file(packets, LinkType::sll2, true)};
  for (const Buffer& file : files) {
    const auto capture = open(file);
    Packet read;
    for (const Recorded& written : packets) {
      ASSERT_TRUE(capture->next(read));
      EXPECT_EQ(read.time_ns, written.time_ns);
      EXPECT_EQ(read.link, LinkType::sll2);
      EXPECT_EQ(read.bytes.size(), written.bytes.size());
      EXPECT_EQ(read.original_length, written.original_length);
    }
    EXPECT_FALSE(capture->next(read));
    EXPECT_EQ(capture->trouble().broken, "");
  }
}

TEST(CaptureReader, StopsAtEveryCut) {
  const std::vector<Recorded> packets = {packet(1, 40), packet(2, 40)};
  for (const Buffer& whole : {pcap_file(packets, LinkType::ethernet),
                              pcapng_file(packets, LinkType::ethernet)})
    for (std::size_t end = 24; end < whole.size(); ++end) {
      const Buffer file(whole.begin(),
                        whole.begin() + static_cast<std::ptrdiff_t>(end));
      const auto capture = open(file);
      Packet read;
      int count = 0;
      while (capture->next(read))
        ++count;
      EXPECT_LE(count, 1);
    }
}

TEST(CaptureReader, RefusesARecordWithoutSense) {
  Buffer file = pcap_file({packet(1, 40)}, LinkType::ethernet);
  file[24 + 11] = 0xff; // 4 GB
  const auto capture = open(file);
  Packet read;
  EXPECT_FALSE(capture->next(read));
  EXPECT_NE(capture->trouble().broken, "");
}

TEST(CaptureReader, StopsWhereAFileIsEmptyWithin) {
  Buffer file = pcap_file({packet(1, 40)}, LinkType::ethernet);
  file.resize(file.size() + 4096);
  const auto capture = open(file);
  Packet read;
  EXPECT_TRUE(capture->next(read));
  EXPECT_FALSE(capture->next(read));
  EXPECT_EQ(capture->trouble().broken, "zeros behind packet 1");
}

// Behind the section (28 bytes) and the interface (40) comes the packet: type,
// length, interface, time, captured and original length.
constexpr std::size_t kPacketAt = 28 + 40;

TEST(CaptureReader, CountsPacketsThatContradictTheirBlock) {
  for (const std::size_t at : {kPacketAt + 8, kPacketAt + 20}) {
    Buffer file = pcapng_file({packet(1, 40), packet(2, 40)}, LinkType::raw);
    file[at] = 200; // interface 200, or 200 bytes
    const auto capture = open(file);
    Packet read;
    ASSERT_TRUE(capture->next(read)) << at;
    EXPECT_EQ(read.time_ns, 2) << at;
    EXPECT_FALSE(capture->next(read));
    EXPECT_EQ(capture->trouble().unreadable, 1u) << at;
    EXPECT_EQ(capture->trouble().broken, "") << at;
  }
}

TEST(CaptureReader, CountsWhatAnOldPacketBlockSaysWasDropped) {
  for (const auto& [drops, counted] :
       {std::pair(500, 500u), std::pair(0xffff, 0u)}) {
    Buffer file = pcapng_file({packet(1, 40), packet(2, 40)}, LinkType::raw);
    file[kPacketAt] = 2; // the old type, with an interface of two bytes
    file[kPacketAt + 10] = static_cast<std::uint8_t>(drops);
    file[kPacketAt + 11] = static_cast<std::uint8_t>(drops >> 8);
    const auto capture = open(file);
    Packet read;
    while (capture->next(read))
      EXPECT_EQ(read.bytes.size(), 40u);
    EXPECT_EQ(capture->trouble().dropped, counted); // 0xffff: not known
  }
}

TEST(CaptureReader, StopsAtABlockWithTwoLengths) {
  Buffer file = pcapng_file({packet(1, 40), packet(2, 40)}, LinkType::raw);
  file[file.size() - 4] ^= 4;
  const auto capture = open(file);
  Packet read;
  EXPECT_TRUE(capture->next(read));
  EXPECT_FALSE(capture->next(read));
  EXPECT_EQ(capture->trouble().broken,
            "a block with two lengths behind block 3");
}

TEST(PacketNotes, ReadCommentsAndKeepNoArguments) {
  Caller caller;
  read_comment("PID: 812\nCmd: /usr/bin/curl\nArgs: curl -u me:secret\n"
               "ParentPID: 1\nParentCmd: systemd",
               caller);
  EXPECT_EQ(caller.pid, 812);
  EXPECT_EQ(caller.comm, "curl");
  EXPECT_EQ(caller.exe, "/usr/bin/curl");
  EXPECT_FALSE(caller.argv);
  ASSERT_EQ(caller.parents.size(), 1u);
  EXPECT_EQ(caller.parents[0].pid, 1);
  Caller nobody;
  read_comment("a comment: PID: x\nPID: -4", nobody);
  EXPECT_FALSE(names_somebody(nobody));
}

TEST(PacketNotes, ReadAProcessEntry) {
  const Buffer entry = {44, 1, 0, 0, 2, 0, 4, 0, 'c', 'u', 'r', 'l',
                        6,  0, 4, 0, 7, 0, 0, 0, 0,   0,   0,   0};
  Caller caller;
  ASSERT_TRUE(read_process_entry(entry, caller));
  EXPECT_EQ(caller.pid, 300);
  EXPECT_EQ(caller.comm, "curl");
  EXPECT_EQ(caller.uid, 7);
  for (std::size_t end = 0; end < entry.size(); ++end)
    read_process_entry(Bytes(entry).first(end), caller);
}

} // namespace
} // namespace imds::sniffer::test
