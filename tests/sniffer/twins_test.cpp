// SPDX-License-Identifier: Apache-2.0
//
// One request, seen in several places, in whatever order the places are read.
#include "frames.h"

#include "sniffer/engine.h"
#include "sniffer/twins.h"

#include <gtest/gtest.h>

namespace imds::sniffer::test {
namespace {

constexpr std::int64_t kStart = 1'700'000'000'000'000'000;

class Nobody final : public Owners {
public:
  std::shared_ptr<const Caller> owner_of(const Connection&,
                                         const Packet&) override {
    return nullptr;
  }
};

/// Where a connection is seen, and how it looks there.
struct Place {
  std::uint64_t netns;
  const char* client;
  std::uint8_t ttl;
  bool loses_request = false;
  std::size_t split = 0; // the request comes in two segments, cut there
  bool turned = false;   // and the first of them last
};

const Place kInside{1, "172.17.0.2:40001", 64};
const Place kBridge{2, "172.17.0.2:40001", 64};
const Place kUplink{2, "10.0.0.5:50001", 63};
const Place kDeafUplink{2, "10.0.0.5:50001", 63, /*loses_request=*/true};
const Place kDeafInside{1, "172.17.0.2:40001", 64, /*loses_request=*/true};
const Place kSplitUplink{2, "10.0.0.5:50001", 63, false, 10};
const Place kTurnedUplink{2, "10.0.0.5:50001", 63, false, 10, /*turned=*/true};
const Place kOtherHost{2, "10.0.0.6:40001", 64};

class Seen {
public:
  Seen()
      : imds_(*Imds::load({})),
        engine_(imds_, owners_, *endpoints_to_watch(imds_, {})) {}

  static constexpr int kSteps = 7;

  /// Packet number `step` of a GET and its answer, as `place` sees it.
  void step(const Place& place, int step) {
    const std::string get = "GET /latest/meta-data/ HTTP/1.1\r\n\r\n";
    const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    const auto asked = 1000 + static_cast<std::uint32_t>(get.size());
    const auto told = 5000 + static_cast<std::uint32_t>(ok.size());
    // from the client?, number, acknowledged, flag, bytes
    const Step steps[kSteps] = {
        {true, 999, 0, 'S', ""},          {false, 4999, 1000, 'S', ""},
        {true, 1000, 5000, '.', ""},      {true, 1000, 5000, '.', get},
        {false, 5000, asked, '.', ok},    {true, asked, told, 'F', ""},
        {false, told, asked + 1, 'F', ""}};
    if (step == 3)
      give_request(place, steps[step]);
    else
      give(place, steps[step]);
  }

  std::uint64_t requests() {
    engine_.finish();
    return engine_.drain().survey.requests;
  }

private:
  struct Step {
    bool from_client;
    std::uint32_t seq, ack;
    char flag;
    std::string payload;
  };

  void give_request(const Place& place, const Step& whole) {
    Step head = whole;
    Step tail = whole;
    head.payload = whole.payload.substr(0, place.split);
    tail.payload = whole.payload.substr(place.split);
    tail.seq += static_cast<std::uint32_t>(place.split);
    if (place.split != 0 && !place.turned)
      give(place, head);
    if (!place.loses_request)
      give(place, tail);
    if (place.turned)
      give(place, head);
  }

  void give(const Place& place, const Step& step) {
    const auto client = *parse_endpoint(place.client);
    TcpFields fields;
    fields.from = step.from_client ? client : server_;
    fields.to = step.from_client ? server_ : client;
    fields.ttl = step.from_client ? place.ttl : 64;
    fields.seq = step.seq;
    fields.ack = step.ack;
    fields.syn = step.flag == 'S';
    fields.fin = step.flag == 'F';
    fields.has_ack = step.ack != 0;
    fields.payload = step.payload;
    const Buffer frame = tcp_packet(fields);
    Packet packet;
    packet.link = LinkType::raw;
    packet.bytes = frame;
    packet.original_length = static_cast<std::uint32_t>(frame.size());
    packet.time_ns = now_ns_ += 1'000'000;
    packet.netns = place.netns;
    engine_.ingest(packet);
  }

  Imds imds_;
  Nobody owners_;
  Engine engine_;
  Endpoint server_ = *parse_endpoint("169.254.169.254");
  std::int64_t now_ns_ = kStart;
};

struct Case {
  const char* name;
  std::vector<Place> places;
  std::uint64_t requests;
};

const Case kCases[] = {
    {"nearest first", {kInside, kBridge, kUplink}, 1},
    {"farthest first", {kUplink, kBridge, kInside}, 1},
    {"the bridge is missing", {kUplink, kInside}, 1},
    {"one place lost the request", {kInside, kDeafUplink}, 1},
    {"the first place lost the request", {kDeafInside, kUplink}, 1},
    {"two lost it, the third has it", {kDeafInside, kDeafUplink, kBridge}, 1},
    {"all places lost it", {kDeafInside, kDeafUplink}, 1},
    {"one place saw it in two segments", {kInside, kSplitUplink}, 1},
    {"they were told apart first", {kSplitUplink, kBridge}, 1},
    {"one place saw its end first", {kInside, kTurnedUplink}, 1},
    {"two hosts with the same numbers", {kInside, kOtherHost}, 2},
};

TEST(Twins, CountOnceWhereTheirPacketsAreInOrder) {
  for (const Case& c : kCases) {
    Seen seen;
    for (int step = 0; step < Seen::kSteps; ++step)
      for (const Place& place : c.places)
        seen.step(place, step);
    EXPECT_EQ(seen.requests(), c.requests) << c.name;
  }
}

TEST(Twins, CountOnceWhereOneIsOverBeforeTheOtherBegins) {
  for (const Case& c : kCases) {
    Seen seen;
    for (const Place& place : c.places)
      for (int step = 0; step < Seen::kSteps; ++step)
        seen.step(place, step);
    EXPECT_EQ(seen.requests(), c.requests) << c.name;
  }
}

TEST(Twins, AreNotBegunByASynThatIsLate) {
  Seen seen;
  for (int step = 0; step < Seen::kSteps; ++step)
    seen.step(kInside, step);
  for (const int step : {0, 3, 5})
    seen.step(kInside, step);
  EXPECT_EQ(seen.requests(), 1u);
}

Twins::Sight sight(std::uint32_t number) {
  Twins::Sight s;
  s.time_ns = kStart + number;
  s.client = parse_endpoint("10.0.0.5")->address;
  s.ttl = 64;
  s.netns = 1;
  s.seq = s.ack = number;
  return s;
}

TEST(Twins, AreCountedWhereTheyWerePushedOut) {
  Twins twins;
  constexpr auto kMany = static_cast<std::uint32_t>(2 * Twins::kRemembered);
  for (std::uint32_t i = 0; i < kMany; ++i)
    twins.remember(sight(i));
  EXPECT_EQ(twins.take_crowded_out(), 0u) << "a host without containers";
  Twins::Sight other = sight(kMany - 1);
  other.netns = 2;
  EXPECT_TRUE(twins.twin_of(other).is_twin);
  twins.remember(sight(1));
  EXPECT_EQ(twins.take_crowded_out(), 1u);
  EXPECT_EQ(twins.take_crowded_out(), 0u);
}

} // namespace
} // namespace imds::sniffer::test
