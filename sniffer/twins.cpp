// SPDX-License-Identifier: Apache-2.0
//
// On a host with containers one connection is seen twice: on the bridge as
// 172.17.0.2 with TTL 64, on the uplink as 10.0.0.5 with TTL 63. NAT changes
// addresses and perhaps ports, never sequence numbers and payload. So two
// sights are twins if sequence number, acknowledgement and payload are equal
// within two seconds and either
//   - the client's address differs and so does the TTL, by a few routers, or
//   - the address is the same and the namespace differs.
// Equal TTLs with different addresses are two callers: hand-made captures start
// every connection with the same numbers, and so may a replayed one.
//
// The two sights come in any order, and a busy host lets one of them be seen
// whole before the other begins. So a sight is remembered beyond the end of its
// conversation: its twin is then known as one that was counted already. And a
// place that lost the request knows it by the answer, which begins where the
// request's acknowledgement said and acknowledges bytes behind its start. Two
// places that both lost it have the same answer, and its TTL to compare.
//
// What counts is the beginnings, where they were seen: one segment here may be
// two at another place, or come there with its first part last.
//
// What is remembered is bounded. A sight that is pushed out too early might
// have been counted twice since, so it is counted as a gap.
//
// Tested by twins_test.cpp and tests/sniffer/cases/{nat,class_hop_limit}*.pkt.
#include "sniffer/twins.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <tuple>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr int kMostRouters = 8;
constexpr std::uint32_t kLongestRequest = 1u << 16;

bool is_taken(const Twins::Sight& sight) { return sight.client != Address{}; }

bool are_same_bytes(const Twins::Sight& known, const Twins::Sight& sight) {
  if (known.ack != sight.ack)
    return false;
  const bool one_way = known.answer == sight.answer;
  const bool one_place = known.seq == sight.seq;
  const bool equal = known.payload == sight.payload;
  // Another cut tells nothing, other bytes in the same one do.
  if (one_way && known.start && sight.start)
    return known.start == sight.start &&
           (!one_place || equal || known.length != sight.length);
  if (one_way)
    return one_place && equal;
  const auto& [request, answer] =
      known.answer ? std::tie(sight, known) : std::tie(known, sight);
  return answer.seq - request.seq - 1 < kLongestRequest;
}

/// Where one place saw only the request's way and the other only the answer's,
/// there is nothing to compare, and the numbers have to do.
bool are_routers_apart(const Twins::Sight& known, const Twins::Sight& sight) {
  const bool asked = known.ttl != 0 && sight.ttl != 0;
  if (!asked && (known.answer_ttl == 0 || sight.answer_ttl == 0))
    return true;
  const int routers =
      asked ? std::abs(int{known.ttl} - int{sight.ttl})
            : std::abs(int{known.answer_ttl} - int{sight.answer_ttl});
  return routers > 0 && routers <= kMostRouters;
}

bool are_twins(const Twins::Sight& known, const Twins::Sight& sight) {
  if (!is_taken(known) || !are_same_bytes(known, sight) ||
      known.endpoint != sight.endpoint ||
      std::llabs(known.time_ns - sight.time_ns) > Twins::kTogetherNs)
    return false;
  if (known.client == sight.client)
    return known.netns != sight.netns;
  return are_routers_apart(known, sight);
}

} // namespace

std::unique_ptr<Twins::Ways>& Twins::ways_of(std::uint32_t ack) {
  const std::size_t hash = ack * 0x9e3779b9u >> 7;
  return recent_[hash % recent_.size()];
}

Twins::Found Twins::twin_of(const Sight& sight) {
  const auto& ways = ways_of(sight.ack);
  Found found;
  for (std::size_t i = 0; ways && i < kWays; ++i) {
    const Sight& known = ways->sights[i];
    if (ways->acks[i] != sight.ack || !are_twins(known, sight))
      continue;
    twins_come_ = true;
    if (!found.is_twin || found.answer) // the request says more
      found = {true, known.answer, known.conversation.lock()};
  }
  return found;
}

void Twins::remember(Sight sight) {
  auto& ways = ways_of(sight.ack);
  if (!ways)
    ways = std::make_unique<Ways>();
  const std::size_t place = ways->next++ % kWays;
  Sight& oldest = ways->sights[place];
  if (twins_come_ && is_taken(oldest) &&
      std::llabs(sight.time_ns - oldest.time_ns) <= kTogetherNs)
    ++crowded_out_;
  ways->acks[place] = sight.ack;
  oldest = std::move(sight);
}

std::uint64_t Twins::take_crowded_out() {
  return std::exchange(crowded_out_, 0);
}

std::uint64_t hash_of(Bytes bytes) {
  std::uint64_t hash = 0x9e3779b97f4a7c15u ^ bytes.size();
  while (!bytes.empty()) {
    std::uint64_t word = 0;
    const std::size_t n = std::min(bytes.size(), sizeof word);
    std::memcpy(&word, bytes.data(), n);
    hash = (hash ^ word) * 0xff51afd7ed558ccdu;
    hash ^= hash >> 32;
    bytes = bytes.subspan(n);
  }
  return hash;
}

} // namespace imds::sniffer
