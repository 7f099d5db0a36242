// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/owner_book.h"
#include "sniffer/live/packet_queue.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kMs = 1'000'000;
constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kAck = 0x10;

using Frame = std::vector<std::uint8_t>;

// An IPv4 packet with a bare TCP header, from `host` to the endpoint.
Frame frame(std::uint8_t host, std::uint16_t port, std::uint32_t sequence,
            std::uint8_t flags) {
  Frame f(40, 0);
  f[0] = 0x45;
  f[3] = 40;
  f[8] = 64;
  f[9] = 6;
  const std::uint8_t from[] = {10, 0, 0, host};
  const std::uint8_t to[] = {169, 254, 169, 254};
  std::copy(from, from + 4, f.begin() + 12);
  std::copy(to, to + 4, f.begin() + 16);
  f[20] = static_cast<std::uint8_t>(port >> 8);
  f[21] = static_cast<std::uint8_t>(port);
  f[23] = 80;
  for (unsigned i = 0; i < 4; ++i)
    f[24 + i] = static_cast<std::uint8_t>(sequence >> (24 - 8 * i));
  f[32] = 0x50;
  f[33] = flags;
  return f;
}

Packet packet(const Frame& bytes, std::uint64_t netns = 1) {
  Packet p;
  p.link = LinkType::raw;
  p.bytes = bytes;
  p.original_length = static_cast<std::uint32_t>(bytes.size());
  p.netns = netns;
  return p;
}

Caller curl(std::int64_t pid) {
  Caller caller;
  caller.pid = pid;
  caller.attribution = Attribution::diag;
  caller.confidence = Confidence::high;
  return caller;
}

class Book : public ::testing::Test {
protected:
  Endpoint endpoint = *parse_endpoint("169.254.169.254");
  std::vector<std::uint64_t> asked;
  OwnerBook book{{endpoint}, [this](std::uint64_t id, const Connection&) {
                   asked.push_back(id);
                 }};

  // Of a packet that came at 0.
  bool settled(const Packet& p, std::int64_t now_ns) {
    return book.is_settled(p, 0, now_ns);
  }
  SynKey key(std::uint32_t sequence) const { return {endpoint, sequence}; }
  std::int64_t pid_of(const Packet& p) {
    const auto syn = read_syn(p, {endpoint});
    const auto caller = book.owner_of(syn->connection, p);
    return caller ? caller->pid.value_or(0) : 0;
  }
};

TEST_F(Book, HasACallerThatWasToldBeforeItsSyn) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  book.learn(key(7), curl(812), 0);
  EXPECT_TRUE(settled(packet(syn), kMs));
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, LetsASynWaitForItsCaller) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(settled(packet(syn), 0));
  book.learn(key(7), curl(812), kMs);
  EXPECT_TRUE(settled(packet(syn), kMs));
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, AsksAndThenGoesOnWithoutOne) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(settled(packet(syn), 0));
  EXPECT_TRUE(asked.empty());
  EXPECT_FALSE(settled(packet(syn), 30 * kMs));
  EXPECT_EQ(asked.size(), 1u);
  EXPECT_TRUE(settled(packet(syn), 200 * kMs));
  EXPECT_EQ(asked.size(), 1u);
  EXPECT_EQ(pid_of(packet(syn)), 0);
}

TEST_F(Book, DoesNotWaitWhereNobodyKnows) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  book.learn(key(7), Caller{}, 0);
  EXPECT_TRUE(settled(packet(syn), 0));
  EXPECT_EQ(pid_of(packet(syn)), 0);
}

TEST_F(Book, KnowsAConnectionBehindNatByItsSyn) {
  const Frame inside = frame(2, 40000, 7, kSyn);
  const Frame outside = frame(9, 61234, 7, kSyn);
  book.learn(key(7), curl(812), 0);
  EXPECT_TRUE(settled(packet(inside, 2), 0));
  EXPECT_TRUE(settled(packet(outside, 1), 0));
  EXPECT_EQ(pid_of(packet(outside, 1)), 812);
}

TEST_F(Book, TellsTwoConnectionsOfOnePortApart) {
  const Frame first = frame(5, 40000, 7, kSyn);
  const Frame second = frame(5, 40000, 8, kSyn);
  book.learn(key(7), curl(812), 0);
  EXPECT_TRUE(settled(packet(first), 0));
  EXPECT_FALSE(settled(packet(second), kMs));
  EXPECT_EQ(pid_of(packet(second)), 0);
  book.learn(key(8), curl(813), kMs);
  EXPECT_TRUE(settled(packet(second), kMs));
  EXPECT_EQ(pid_of(packet(second)), 813);
}

TEST_F(Book, AsksAtOnceForAConnectionOlderThanTheSurvey) {
  const Frame data = frame(5, 40000, 7, kAck);
  EXPECT_FALSE(settled(packet(data), 0));
  ASSERT_EQ(asked.size(), 1u);
  book.answer(asked[0], curl(812));
  EXPECT_TRUE(settled(packet(data), kMs));
  const Connection connection{v4(data.data() + 12), 40000, endpoint, 1};
  const auto caller = book.owner_of(connection, packet(data));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->pid, 812);
}

TEST_F(Book, TakesALateAnswerForLaterRequests) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(settled(packet(syn), 0));
  EXPECT_TRUE(settled(packet(syn), 200 * kMs));
  EXPECT_EQ(pid_of(packet(syn)), 0);
  book.learn(key(7), curl(812), 300 * kMs);
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, LetsOtherPacketsPass) {
  Frame other = frame(5, 40000, 7, kSyn);
  other[19] = 1; // another host
  EXPECT_TRUE(settled(packet(other), 0));
  EXPECT_TRUE(settled(packet({}), 0));
}

TEST_F(Book, LetsAllThatNobodyKnowsWaitTogether) {
  int waits = 0;
  for (std::uint32_t i = 0; i < 100; ++i) {
    const Frame syn = frame(5, static_cast<std::uint16_t>(40000 + i), i, kSyn);
    waits += settled(packet(syn), 150 * kMs) ? 0 : 1;
  }
  EXPECT_EQ(waits, 0) << "they came at 0 and waited behind one another";
}

TEST_F(Book, WaitsForTheAnswerAboutAnOldConnectionHoweverLateItAsked) {
  const Frame data = frame(5, 40000, 7, kAck);
  EXPECT_FALSE(settled(packet(data), 150 * kMs));
  EXPECT_TRUE(settled(packet(data), 180 * kMs));
}

using Times = std::vector<std::int64_t>;

class Queue : public ::testing::Test {
protected:
  void push(std::initializer_list<std::int64_t> times) {
    for (const std::int64_t time : times) {
      Packet p = packet(bytes);
      p.time_ns = time;
      queue.push(p, 0);
    }
  }
  Times release(const PacketQueue::Order& order, std::int64_t may_go_before) {
    Times seen;
    queue.release(
        order,
        [=](const Packet& p, std::int64_t) {
          return p.time_ns < may_go_before;
        },
        [&seen](const Packet& p) { seen.push_back(p.time_ns); });
    return seen;
  }

  const Frame bytes = Frame(2000, 0);
  PacketQueue queue;
};

TEST_F(Queue, ReleasesInTheOrderOfTimeUntilOneMayNotGo) {
  push({30, 10, 20, 40});
  EXPECT_EQ(release({35}, 20), (Times{10}));
  EXPECT_EQ(release({35}, 100), (Times{20, 30}));
  EXPECT_FALSE(queue.empty());
}

TEST_F(Queue, DoesNotKeepWhatWasStampedBeforeTheClockWasSetBack) {
  push({9'000, 10});
  EXPECT_EQ(release({20, 1'000}, 100'000), (Times{10, 9'000}));
}

TEST_F(Queue, IsBounded) {
  std::size_t out = 0;
  for (int i = 0; i < 6000; ++i) {
    push({i});
    out += release({1'000'000}, 0).size();
  }
  EXPECT_GT(out, 6000 - PacketQueue::kMostBytes / bytes.size() - 1);
  EXPECT_TRUE(queue.is_crowded());
  EXPECT_EQ(queue.take_out_of_order(), 0u);
}

TEST_F(Queue, CountsWhatItLetsGoTooEarly) {
  std::size_t out = 0;
  for (int i = 1; i < 6000; ++i) {
    push({i});
    out += release({0}, 1'000'000).size();
  }
  EXPECT_GT(out, 0u);
  EXPECT_EQ(queue.take_out_of_order(), out);
  EXPECT_EQ(queue.take_out_of_order(), 0u);
}

} // namespace
} // namespace imds::sniffer
