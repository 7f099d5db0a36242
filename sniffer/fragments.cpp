// SPDX-License-Identifier: Apache-2.0
//
// A request to IMDS is rarely fragmented; somebody who wants to hide one
// fragments it on purpose. So this is small and bounded rather than fast: 64
// packets at a time, 64 KiB each, and every packet that is given up is counted,
// because a lost head must show up as a gap.
//
// A first fragment may be too short to hold the TCP ports (RFC 1858), therefore
// nothing is looked at before the packet is whole.
//
// Tested by bounds_test.cpp and tests/sniffer/cases/fragment*.pkt.
#include "sniffer/fragments.h"

#include <algorithm>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr std::uint32_t kMaxPacket = 65535;
constexpr std::size_t kMaxPieces = 256;

bool are_of_one(const IpPacket& a, const IpPacket& b) {
  return a.fragment_id == b.fragment_id && a.source == b.source &&
         a.target == b.target;
}

} // namespace

std::uint64_t Fragments::take_lost() { return std::exchange(lost_, 0); }

void Fragments::give_up_all() {
  lost_ += packets_.size();
  packets_.clear();
}

void Fragments::expire(std::int64_t now_ns) {
  while (!packets_.empty() &&
         (packets_.size() > kMaxPackets ||
          now_ns - packets_.front().first_ns > kPatienceNs)) {
    packets_.pop_front();
    ++lost_;
  }
}

Fragments::Place Fragments::find_or_open(const IpPacket& fragment,
                                         std::uint64_t netns,
                                         std::int64_t time_ns) {
  const auto same = [&](const Partial& p) {
    return p.netns == netns && are_of_one(p.head, fragment);
  };
  const auto found = std::find_if(packets_.begin(), packets_.end(), same);
  if (found != packets_.end())
    return found;
  Partial fresh;
  fresh.head = fragment;
  fresh.head.payload = {};
  fresh.netns = netns;
  fresh.first_ns = time_ns;
  packets_.push_back(std::move(fresh));
  return std::prev(packets_.end());
}

/// A fragment that is captured in two places may come once more when its packet
/// is whole. With other bytes it is of the next packet with that number.
bool Fragments::is_of_whole(const IpPacket& fragment,
                            std::uint64_t netns) const {
  const std::size_t start = fragment.fragment_offset;
  return netns == whole_netns_ && are_of_one(whole_head_, fragment) &&
         start + fragment.payload.size() <= whole_.size() &&
         std::equal(fragment.payload.begin(), fragment.payload.end(),
                    whole_.begin() + static_cast<std::ptrdiff_t>(start));
}

/// False where the fragments cannot make a packet of at most 64 KiB.
bool Fragments::keep(Partial& partial, const IpPacket& fragment) {
  const auto length = static_cast<std::uint32_t>(fragment.payload.size());
  const std::uint32_t start = fragment.fragment_offset;
  const std::uint32_t end = start + length;
  if (end > kMaxPacket || ++partial.pieces > kMaxPieces ||
      fragment.missing != 0)
    return false;
  if (!fragment.more_fragments) {
    if (partial.total != 0 && partial.total != end)
      return false;
    partial.total = end;
  }
  if (start == 0) {
    partial.head.protocol = fragment.protocol;
    partial.head.ttl = fragment.ttl;
  }
  if (partial.bytes.size() < end) {
    partial.bytes.resize(end);
    partial.filled.resize(end);
  }
  for (std::uint32_t i = 0; i < length; ++i) {
    if (partial.filled[start + i])
      continue; // the first stays
    partial.bytes[start + i] = fragment.payload[i];
    partial.filled[start + i] = true;
    ++partial.count;
  }
  return partial.total == 0 || partial.bytes.size() <= partial.total;
}

std::optional<IpPacket> Fragments::add(const IpPacket& fragment,
                                       std::uint64_t netns,
                                       std::int64_t time_ns) {
  if (is_of_whole(fragment, netns))
    return std::nullopt;
  const Place place = find_or_open(fragment, netns, time_ns);
  if (!keep(*place, fragment)) {
    packets_.erase(place);
    ++lost_;
    return std::nullopt;
  }
  if (place->total == 0 || place->count != place->total) {
    expire(time_ns);
    return std::nullopt;
  }
  IpPacket packet = place->head;
  whole_ = std::move(place->bytes);
  whole_head_ = packet;
  whole_netns_ = netns;
  packets_.erase(place);
  packet.fragment = packet.more_fragments = false;
  packet.fragment_offset = 0;
  packet.payload = whole_;
  packet.missing = 0;
  return packet;
}

} // namespace imds::sniffer
