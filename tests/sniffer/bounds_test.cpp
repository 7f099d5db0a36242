// SPDX-License-Identifier: Apache-2.0
//
// What a hostile network can make the sniffer hold.
#include "frames.h"

#include "sniffer/engine.h"
#include "sniffer/fragments.h"
#include "sniffer/survey.h"
#include "sniffer/token_memory.h"

#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace imds::sniffer::test {
namespace {

// The sanitizer keeps red zones and what was freed.
#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kMostBytes = 400u << 20;
#elif defined(__has_feature)
constexpr std::size_t kMostBytes =
    __has_feature(address_sanitizer) ? 400u << 20 : 30u << 20;
#else
constexpr std::size_t kMostBytes = 30u << 20;
#endif

class Nobody final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet&) override {
    return nullptr;
  }
};

std::size_t resident_bytes() {
  std::size_t total = 0, resident = 0;
  std::ifstream("/proc/self/statm") >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

TcpFields from_number(std::uint32_t number) {
  TcpFields f;
  const std::uint8_t client[] = {10, static_cast<std::uint8_t>(number >> 16),
                                 static_cast<std::uint8_t>(number >> 8),
                                 static_cast<std::uint8_t>(number)};
  f.from = {v4(client), 40001};
  f.to = *parse_endpoint("169.254.169.254");
  f.seq = number;
  return f;
}

void give(Engine& engine, const TcpFields& fields, std::int64_t time_ns) {
  const Buffer frame = on_link({}, tcp_packet(fields));
  Packet packet;
  packet.link = LinkType::ethernet;
  packet.bytes = frame;
  packet.original_length = static_cast<std::uint32_t>(frame.size());
  packet.time_ns = time_ns;
  engine.ingest(packet);
}

TEST(Bounds, HalfOpenConnectionsCostLittle) {
  const auto imds = Imds::load({});
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  TcpFields real = from_number(0xffffff);
  real.payload = "GET /latest/meta-data/ HTTP/1.1\r\n";
  give(engine, real, 1);
  const std::size_t before = resident_bytes();
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    TcpFields f = from_number(i);
    f.syn = true;
    f.has_ack = false;
    give(engine, f, 1 + i * 1000);
    if (i % 10'000 == 0) { // the real one goes on in between
      real.seq += static_cast<std::uint32_t>(real.payload.size());
      real.payload = "X-Header: value\r\n";
      give(engine, real, 1 + i * 1000);
    }
  }
  EXPECT_LT(resident_bytes() - before, kMostBytes);
  real.seq += static_cast<std::uint32_t>(real.payload.size());
  real.payload = "\r\n";
  give(engine, real, 200'000'000);
  engine.finish();
  const Interval interval = engine.drain();
  ASSERT_EQ(interval.sightings.size(), 1u);
  EXPECT_EQ(interval.sightings[0].request_class, "v1_unanswered");
}

TEST(Bounds, AScannerGets64PathsAndOthers) {
  SurveyRows rows(1u << 16);
  for (int i = 0; i < 1000; ++i) {
    Judged judged;
    judged.request_class = RequestClass::v1_miss;
    judged.peer = "10.0.0.5";
    judged.path = "/latest/" + std::to_string(i);
    judged.status = 404;
    rows.add(judged);
  }
  Survey sums;
  const auto sightings = rows.drain(sums);
  EXPECT_EQ(sightings.size(), kPathsPerCaller + 1);
  EXPECT_EQ(sums.requests, 1000u);
  std::uint64_t others = 0;
  for (const Sighting& s : sightings)
    others += s.path == "(other)" ? s.count : 0;
  EXPECT_EQ(others, 1000 - kPathsPerCaller);
}

TEST(Bounds, SpoofedCallersEndInOneRow) {
  SurveyRows rows(100);
  for (int i = 0; i < 5000; ++i) {
    Judged judged;
    judged.peer = std::to_string(i);
    rows.add(judged);
  }
  Survey sums;
  EXPECT_LE(rows.drain(sums).size(), 101u);
  EXPECT_EQ(sums.requests, 5000u);
}

/// An IPv6 packet of `count` destination options, each naming the next.
Buffer options_only(std::size_t count, std::uint8_t last) {
  Buffer b(40 + 8 * count, 0);
  b[0] = 0x60;
  b[4] = static_cast<std::uint8_t>(8 * count >> 8);
  b[5] = static_cast<std::uint8_t>(8 * count);
  b[6] = 60;
  for (std::size_t i = 0; i < count; ++i)
    b[40 + 8 * i] = i + 1 < count ? 60 : last;
  return b;
}

TEST(Bounds, ExtensionHeadersEndWithTheirPacket) {
  const Buffer many = options_only(100, kTcp);
  const auto packet = parse_ip({many, 0});
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->protocol, kTcp);
  EXPECT_TRUE(packet->payload.empty());
  EXPECT_FALSE(parse_ip({options_only(100, 60), 0}));
}

TEST(Bounds, FragmentsAreGivenUpAndCounted) {
  Fragments fragments;
  const std::vector<std::uint8_t> bytes(64);
  IpPacket piece;
  piece.fragment = piece.more_fragments = true;
  piece.payload = bytes;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    piece.fragment_id = i;
    EXPECT_FALSE(fragments.add(piece, 0, i));
  }
  EXPECT_EQ(fragments.take_lost(), 1000 - Fragments::kMaxPackets);
}

TEST(Bounds, FragmentsThatPassTwoNamespacesAreTwoPackets) {
  Fragments fragments;
  const std::vector<std::uint8_t> bytes(64);
  IpPacket first, last;
  first.fragment = first.more_fragments = last.fragment = true;
  first.payload = last.payload = bytes;
  last.fragment_offset = 64;
  EXPECT_FALSE(fragments.add(first, /*netns=*/1, 1));
  EXPECT_FALSE(fragments.add(first, /*netns=*/2, 2));
  EXPECT_TRUE(fragments.add(last, /*netns=*/1, 3));
  EXPECT_TRUE(fragments.add(last, /*netns=*/2, 4));
  EXPECT_TRUE(fragments.empty());
  EXPECT_EQ(fragments.take_lost(), 0u);
}

/// "tcpdump -i any" sees each fragment on the bridge and behind it.
TEST(Bounds, FragmentsThatAreSeenTwiceAreOnePacket) {
  Fragments fragments;
  const std::vector<std::uint8_t> bytes(64), others(64, 1);
  IpPacket first, last;
  first.fragment = first.more_fragments = last.fragment = true;
  first.payload = last.payload = bytes;
  last.fragment_offset = 64;
  EXPECT_FALSE(fragments.add(first, 0, 1));
  EXPECT_FALSE(fragments.add(first, 0, 2));
  EXPECT_TRUE(fragments.add(last, 0, 3));
  EXPECT_FALSE(fragments.add(last, 0, 4));
  EXPECT_TRUE(fragments.empty());
  last.payload = others; // of another packet, which is lost
  EXPECT_FALSE(fragments.add(last, 0, 5));
  fragments.give_up_all();
  EXPECT_EQ(fragments.take_lost(), 1u);
}

constexpr const char* kGet = "GET /latest/meta-data/ HTTP/1.1\r\n\r\n";

/// The client's next bytes.
void say(Engine& engine, TcpFields& from, std::string bytes) {
  from.payload = std::move(bytes);
  give(engine, from, 1);
  from.seq += static_cast<std::uint32_t>(from.payload.size());
}

TEST(Bounds, RequestsInARowAreCountedOnceEach) {
  constexpr int kMany = 300; // more than wait for their answers
  const auto imds = Imds::load({});
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  TcpFields client = from_number(1), server = client;
  std::swap(server.from, server.to);
  for (int i = 0; i < kMany; ++i)
    say(engine, client, kGet);
  server.ack = client.seq;
  for (int i = 0; i < kMany; ++i)
    say(engine, server, "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n");
  engine.finish();
  const Interval interval = engine.drain();
  EXPECT_EQ(interval.survey.requests, std::uint64_t{kMany});
  EXPECT_EQ(interval.survey.unknown, 0u);
}

TEST(Bounds, EmptyLinesBeforeARequestAreNotKept) {
  const auto imds = Imds::load({});
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  TcpFields client = from_number(1);
  client.syn = true;
  say(engine, client, "");
  client.syn = false;
  ++client.seq;
  for (int i = 0; i < 70; ++i) // more than a head may have
    say(engine, client, std::string(1000, '\n'));
  say(engine, client, kGet);
  engine.finish();
  const Interval interval = engine.drain();
  ASSERT_EQ(interval.sightings.size(), 1u);
  EXPECT_EQ(interval.sightings[0].request_class, "v1_unanswered");
}

TEST(Bounds, FailedPutsAreForgottenInTheEnd) {
  TokenMemory memory;
  for (std::int64_t i = 0; i < 100'000; ++i)
    memory.remember({"pid " + std::to_string(i)}, i, "403");
  EXPECT_FALSE(memory.failure({"pid 0"}, 100'000));
  EXPECT_EQ(memory.failure({"pid 99999"}, 100'000), "403");
}

} // namespace
} // namespace imds::sniffer::test
