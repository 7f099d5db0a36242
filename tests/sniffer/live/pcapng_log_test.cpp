// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/pcapng_log.h"

#include "sniffer/capture_reader.h"

#include <gtest/gtest.h>

#include <fcntl.h>

namespace imds::sniffer {
namespace {

Caller curl() {
  Caller caller;
  caller.pid = 812;
  caller.comm = "curl";
  caller.exe = "/usr/bin/curl";
  caller.argv = {"curl", "-s\nPID: 1\nUnit: y.service"};
  caller.uid = 33;
  caller.user = "www-data";
  caller.start_time_ns = 1'767'225'600'000'000'000;
  caller.parents = {{41, "bash"}};
  caller.unit = "x.service";
  caller.image = "nginx:1.25";
  return caller;
}

TEST(PcapngLog, IsReadBackWithItsProcesses) {
  const std::string path = ::testing::TempDir() + "pcapng_log_test.pcapng";
  const std::vector<std::uint8_t> bytes(40, 0x45);
  {
    PcapngLog log(Descriptor(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)));
    Packet packet;
    packet.bytes = bytes;
    packet.original_length = 40;
    packet.netns = 4026531840;
    packet.interface = 2;
    const Caller caller = curl();
    for (int i = 0; i < 3; ++i) {
      packet.time_ns = 1'767'225'600'123'456'789 + i;
      log.write(packet, i == 2 ? nullptr : &caller);
    }
    log.flush();
    EXPECT_TRUE(log.ok());
  }
  auto input = CaptureInput::open(path);
  ASSERT_TRUE(input);
  auto reader = read_capture(std::move(*input), path);
  ASSERT_TRUE(reader);
  int count = 0;
  Packet packet;
  while ((*reader)->next(packet)) {
    EXPECT_EQ(packet.time_ns, 1'767'225'600'123'456'789 + count);
    EXPECT_EQ(packet.link, LinkType::raw);
    EXPECT_EQ(packet.bytes.size(), 40u);
    EXPECT_EQ(packet.noted != nullptr, count < 2);
    if (packet.noted) {
      EXPECT_EQ(packet.noted->pid, 812);
      EXPECT_EQ(packet.noted->exe, "/usr/bin/curl");
      EXPECT_EQ(packet.noted->unit, "x.service");
      EXPECT_EQ(packet.noted->image, "nginx:1.25");
    }
    ++count;
  }
  EXPECT_EQ(count, 3);
  ::unlink(path.c_str());
}

} // namespace
} // namespace imds::sniffer
