// SPDX-License-Identifier: Apache-2.0
//
// Connections of which no byte was captured. Some had none; of others a filter
// or a drop took them, and silence about those would be a false "ready".
#include "frames.h"

#include "sniffer/engine.h"

#include <gtest/gtest.h>

namespace imds::sniffer::test {
namespace {

class Nobody final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet&) override {
    return nullptr;
  }
};

constexpr std::uint32_t kClient = 100, kServer = 900;

TcpFields from_client(std::uint32_t ahead) {
  const std::uint8_t address[] = {10, 0, 0, 5};
  TcpFields f;
  f.from = {v4(address), 40001};
  f.to = *parse_endpoint("169.254.169.254");
  f.seq = kClient + ahead;
  f.ack = kServer + 1;
  return f;
}

/// `acked` bytes of the client, its SYN included.
TcpFields from_server(std::uint32_t acked) {
  TcpFields f = from_client(0);
  std::swap(f.from, f.to);
  f.seq = kServer + 1;
  f.ack = kClient + acked;
  return f;
}

TcpFields syn() {
  TcpFields f = from_client(0);
  f.syn = true;
  f.has_ack = false;
  return f;
}

TcpFields accepted() {
  TcpFields f = from_server(1);
  f.syn = true;
  f.seq = kServer;
  return f;
}

TcpFields closing(TcpFields f) {
  f.fin = true;
  return f;
}

TcpFields reset(TcpFields f) {
  f.rst = true;
  return f;
}

struct Case {
  const char* name;
  std::vector<TcpFields> packets;
  std::uint64_t requests, gaps;
};

const Case kCases[] = {
    {"nobody answered", {syn(), syn()}, 0, 0},
    {"opened and closed",
     {syn(), accepted(), from_client(1), closing(from_client(1)),
      closing(from_server(2))},
     0,
     0},
    {"a filter for SYN", {syn(), accepted()}, 0, 1},
    {"a filter for SYN and FIN",
     {syn(), accepted(), closing(from_client(90)), closing(from_server(91))},
     1,
     1},
    {"the server acknowledged bytes",
     {syn(), accepted(), from_client(1), from_server(90)},
     1,
     1},
    {"the same, and its beginning was not seen either",
     {from_client(1), from_server(90)},
     1,
     1},
    {"the server still holds the port's last connection, and is told so",
     {syn(), from_server(90), reset(from_client(90)), syn()},
     0,
     0},
    {"a filter for what the client sends first and last",
     {syn(), reset(from_client(90))},
     1,
     1},
    {"reset behind bytes that the server acknowledged",
     {syn(), accepted(), from_server(90), reset(from_client(90))},
     1,
     1},
    {"an idle connection ends",
     {from_client(50), from_server(50), closing(from_client(50)),
      closing(from_server(51)), from_client(51)},
     0,
     0},
};

Packet packet_of(const Buffer& frame, std::int64_t time_ns) {
  Packet packet;
  packet.link = LinkType::ethernet;
  packet.bytes = frame;
  packet.original_length = static_cast<std::uint32_t>(frame.size());
  packet.time_ns = time_ns;
  return packet;
}

Interval survey_of(const Case& c) {
  const auto imds = Imds::load({});
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  std::int64_t time_ns = 1;
  for (const TcpFields& fields : c.packets) {
    const Buffer frame = on_link({}, tcp_packet(fields));
    engine.ingest(packet_of(frame, time_ns++));
  }
  engine.finish();
  return engine.drain();
}

/// Of one frame, of which `seen` bytes were captured; `told`: the file says so.
std::uint64_t gaps_of(const Buffer& frame, std::size_t seen, bool told) {
  static const auto imds = Imds::load({});
  Nobody owners;
  Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
  Packet packet = packet_of(frame, 1);
  packet.bytes = packet.bytes.first(seen);
  if (!told)
    packet.original_length = static_cast<std::uint32_t>(seen);
  engine.ingest(packet);
  return engine.drain().survey.gaps;
}

/// Cut by a snapshot length, or by a tool that wrote the shorter length down as
/// the packet's own.
TEST(Unseen, FramesThatEndBeforeTheirPortsAreGaps) {
  const std::size_t kLink = 14, kTag = 4, kHeader = 20;
  for (int tags = 0; tags <= 9; ++tags)
    for (const bool told : {true, false}) {
      const Buffer frame =
          on_link({LinkType::ethernet, tags}, tcp_packet(from_client(1)));
      const std::size_t headers =
          kLink + kTag * static_cast<std::size_t>(tags) + kHeader;
      for (std::size_t seen = kLink; seen < headers; ++seen)
        EXPECT_EQ(gaps_of(frame, seen, told), 1u) << tags << " " << seen;
    }
}

TEST(Unseen, FramesOfOtherProtocolsAreNoGaps) {
  Buffer arp = on_link({}, tcp_packet(from_client(1)));
  arp[13] = 6;
  EXPECT_EQ(gaps_of(arp, arp.size(), true), 0u);
  EXPECT_EQ(gaps_of(arp, 18, true), 0u);
}

/// Captures of several queues read a SYN behind what it began.
TEST(Unseen, ASynThatIsReadLastBeginsNothing) {
  TcpFields request = from_client(1);
  request.payload = "GET /latest/meta-data/ HTTP/1.1\r\n\r\n";
  TcpFields answer =
      from_server(1 + static_cast<std::uint32_t>(request.payload.size()));
  answer.payload = "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n";
  const Interval seen = survey_of({"", {request, syn(), answer}, 0, 0});
  ASSERT_EQ(seen.sightings.size(), 1u);
  EXPECT_EQ(seen.sightings[0].request_class, "v1_miss");
}

TEST(Unseen, AreCountedWhereNumbersTellOfThem) {
  for (const Case& c : kCases) {
    const Survey survey = survey_of(c).survey;
    EXPECT_EQ(survey.requests, c.requests) << c.name;
    EXPECT_EQ(survey.unknown, c.requests) << c.name;
    EXPECT_EQ(survey.gaps, c.gaps) << c.name;
  }
}

} // namespace
} // namespace imds::sniffer::test
