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
  EXPECT_TRUE(book.is_settled(packet(syn), kMs));
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, LetsASynWaitForItsCaller) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(book.is_settled(packet(syn), 0));
  book.learn(key(7), curl(812), kMs);
  EXPECT_TRUE(book.is_settled(packet(syn), kMs));
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, AsksAndThenGoesOnWithoutOne) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(book.is_settled(packet(syn), 0));
  EXPECT_TRUE(asked.empty());
  EXPECT_FALSE(book.is_settled(packet(syn), 30 * kMs));
  EXPECT_EQ(asked.size(), 1u);
  EXPECT_TRUE(book.is_settled(packet(syn), 200 * kMs));
  EXPECT_EQ(asked.size(), 1u);
  EXPECT_EQ(pid_of(packet(syn)), 0);
}

TEST_F(Book, DoesNotWaitWhereNobodyKnows) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  book.learn(key(7), Caller{}, 0);
  EXPECT_TRUE(book.is_settled(packet(syn), 0));
  EXPECT_EQ(pid_of(packet(syn)), 0);
}

TEST_F(Book, KnowsAConnectionBehindNatByItsSyn) {
  const Frame inside = frame(2, 40000, 7, kSyn);
  const Frame outside = frame(9, 61234, 7, kSyn);
  book.learn(key(7), curl(812), 0);
  EXPECT_TRUE(book.is_settled(packet(inside, 2), 0));
  EXPECT_TRUE(book.is_settled(packet(outside, 1), 0));
  EXPECT_EQ(pid_of(packet(outside, 1)), 812);
}

TEST_F(Book, TellsTwoConnectionsOfOnePortApart) {
  const Frame first = frame(5, 40000, 7, kSyn);
  const Frame second = frame(5, 40000, 8, kSyn);
  book.learn(key(7), curl(812), 0);
  EXPECT_TRUE(book.is_settled(packet(first), 0));
  EXPECT_FALSE(book.is_settled(packet(second), kMs));
  EXPECT_EQ(pid_of(packet(second)), 0);
  book.learn(key(8), curl(813), kMs);
  EXPECT_TRUE(book.is_settled(packet(second), kMs));
  EXPECT_EQ(pid_of(packet(second)), 813);
}

TEST_F(Book, AsksAtOnceForAConnectionOlderThanTheSurvey) {
  const Frame data = frame(5, 40000, 7, kAck);
  EXPECT_FALSE(book.is_settled(packet(data), 0));
  ASSERT_EQ(asked.size(), 1u);
  book.answer(asked[0], curl(812));
  EXPECT_TRUE(book.is_settled(packet(data), kMs));
  const Connection connection{v4(data.data() + 12), 40000, endpoint, 1};
  const auto caller = book.owner_of(connection, packet(data));
  ASSERT_TRUE(caller);
  EXPECT_EQ(caller->pid, 812);
}

TEST_F(Book, TakesALateAnswerForLaterRequests) {
  const Frame syn = frame(5, 40000, 7, kSyn);
  EXPECT_FALSE(book.is_settled(packet(syn), 0));
  EXPECT_TRUE(book.is_settled(packet(syn), 200 * kMs));
  EXPECT_EQ(pid_of(packet(syn)), 0);
  book.learn(key(7), curl(812), 300 * kMs);
  EXPECT_EQ(pid_of(packet(syn)), 812);
}

TEST_F(Book, LetsOtherPacketsPass) {
  Frame other = frame(5, 40000, 7, kSyn);
  other[19] = 1; // another host
  EXPECT_TRUE(book.is_settled(packet(other), 0));
  EXPECT_TRUE(book.is_settled(packet({}), 0));
}

TEST(PacketQueue, ReleasesInTheOrderOfTimeUntilOneMayNotGo) {
  PacketQueue queue;
  const Frame bytes(10, 0);
  for (const int time : {30, 10, 20, 40}) {
    Packet p = packet(bytes);
    p.time_ns = time;
    queue.push(p);
  }
  std::vector<std::int64_t> seen;
  const auto sink = [&seen](const Packet& p) { seen.push_back(p.time_ns); };
  queue.release(35, [](const Packet& p) { return p.time_ns < 20; }, sink);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{10}));
  queue.release(35, [](const Packet&) { return true; }, sink);
  EXPECT_EQ(seen, (std::vector<std::int64_t>{10, 20, 30}));
  queue.release_all(sink);
  EXPECT_EQ(seen.back(), 40);
  EXPECT_TRUE(queue.empty());
}

TEST(PacketQueue, IsBounded) {
  PacketQueue queue;
  const Frame bytes(2000, 0);
  std::size_t out = 0;
  for (int i = 0; i < 6000; ++i) {
    Packet p = packet(bytes);
    p.time_ns = i;
    queue.push(p);
    queue.release(
        1'000'000, [](const Packet&) { return false; },
        [&out](const Packet&) { ++out; });
  }
  EXPECT_GT(out, 6000 - PacketQueue::kMostBytes / bytes.size() - 1);
}

} // namespace
} // namespace imds::sniffer
