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
// Tested by tests/sniffer/cases/{nat,class_hop_limit}*.pkt.
#include "sniffer/twins.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr int kMostRouters = 8;

bool are_twins(const Twins::Sight& a, const Twins::Sight& b) {
  if (a.seq != b.seq || a.ack != b.ack || a.payload != b.payload ||
      a.endpoint != b.endpoint ||
      std::llabs(a.time_ns - b.time_ns) > Twins::kTogetherNs)
    return false;
  if (a.client == b.client)
    return a.netns != b.netns;
  const int routers = std::abs(int{a.ttl} - int{b.ttl});
  return routers > 0 && routers <= kMostRouters;
}

} // namespace

std::size_t Twins::slot_of(const Sight& sight) {
  return (sight.payload ^ sight.seq ^ (sight.ack >> 3)) % kRemembered;
}

std::shared_ptr<Conversation> Twins::twin_of(const Sight& sight) const {
  const Sight& other = recent_[slot_of(sight)];
  return are_twins(other, sight) ? other.conversation.lock() : nullptr;
}

void Twins::remember(Sight sight) {
  recent_[slot_of(sight)] = std::move(sight);
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
