// SPDX-License-Identifier: Apache-2.0
//
// A survey begins on a host where requests are under way. What was sent before
// is not of the survey's time; what may have been lost in it stays unknown.
#include "frames.h"

#include "sniffer/engine.h"

#include <gtest/gtest.h>

namespace imds::sniffer::test {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kBegin = 1000 * kSecond;

class Nobody final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet&) override {
    return nullptr;
  }
};

struct Case {
  const char* name;
  bool began;               // the engine was told
  bool syn;                 // of its connection was seen
  std::int64_t after_begin; // its first bytes
  const char* client;       // what was seen of the request
  std::uint64_t requests, unknown;
};

const Case kCases[] = {
    {"only the answer", true, false, kSecond, "", 0, 0},
    {"the end of a head", true, false, kSecond, "data/ HTTP/1.1\r\n\r\n", 0, 0},
    {"later, something was lost", true, false, 6 * kSecond, "", 1, 1},
    {"its beginning was seen", true, true, kSecond, "", 1, 1},
    {"no HTTP at all", true, true, kSecond, "\1\2\3\r\n\r\n", 1, 1},
    {"a whole request", true, false, kSecond,
     "GET /latest/meta-data/ HTTP/1.1\r\n\r\n", 1, 0},
    {"a capture file", false, false, kSecond, "", 1, 1},
};

void give(Engine& engine, const TcpFields& fields, std::int64_t time_ns) {
  const Buffer frame = on_link({}, tcp_packet(fields));
  Packet packet;
  packet.link = LinkType::ethernet;
  packet.bytes = frame;
  packet.original_length = static_cast<std::uint32_t>(frame.size());
  packet.time_ns = time_ns;
  engine.ingest(packet);
}

void play(Engine& engine, const Case& c) {
  const std::uint8_t client[] = {10, 0, 0, 5};
  TcpFields up;
  up.from = {v4(client), 40001};
  up.to = *parse_endpoint("169.254.169.254");
  up.seq = 100;
  up.ack = 500;
  std::int64_t time = kBegin + c.after_begin;
  if (c.syn) {
    TcpFields syn = up;
    syn.seq = 99;
    syn.syn = true;
    syn.has_ack = false;
    give(engine, syn, time++);
    up.seq += c.client[0] == '\0' ? 50 : 0; // the request itself was lost
  }
  up.payload = c.client;
  if (!up.payload.empty())
    give(engine, up, time++);
  TcpFields down = up;
  std::swap(down.from, down.to);
  down.seq = 500;
  down.ack = up.seq + static_cast<std::uint32_t>(up.payload.size());
  down.payload = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\ni";
  give(engine, down, time);
}

TEST(UnderWay, WhatWasSentBeforeIsNotOfTheSurvey) {
  const auto imds = Imds::load({});
  for (const Case& c : kCases) {
    Nobody owners;
    Engine engine(*imds, owners, *endpoints_to_watch(*imds, {}));
    if (c.began)
      engine.begin(kBegin);
    play(engine, c);
    engine.finish();
    const Interval interval = engine.drain();
    EXPECT_EQ(interval.survey.requests, c.requests) << c.name;
    EXPECT_EQ(interval.survey.unknown, c.unknown) << c.name;
  }
}

} // namespace
} // namespace imds::sniffer::test
