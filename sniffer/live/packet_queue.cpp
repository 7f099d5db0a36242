// SPDX-License-Identifier: Apache-2.0
//
// A container's packet passes several sockets, one in its own namespace and
// one in the host's, and the answer may be read from one before the question
// was read from the other. The engine should meet them as they happened;
// captures.cpp says up to which time nothing is missing.
// Tested by owner_book_test.cpp and in tests/live/.
#include "sniffer/live/packet_queue.h"

#include <utility>

namespace imds::sniffer {

void PacketQueue::push(const Packet& packet, std::int64_t now_ns) {
  const auto place = waiting_.emplace(
      packet.time_ns,
      Held{packet, {packet.bytes.begin(), packet.bytes.end()}, now_ns});
  Held& held = place->second;
  held.packet.bytes = held.bytes;
  bytes_ += held.bytes.size() + sizeof held;
}

void PacketQueue::release(const Order& order, const MayGo& may_go,
                          const Sink& sink) {
  while (!waiting_.empty()) {
    const auto first = waiting_.begin();
    const Held& held = first->second;
    const bool full = bytes_ > kMostBytes;
    const bool in_order =
        first->first <= order.until_ns || first->first >= order.from_ns;
    if (!full && (!in_order || !may_go(held.packet, held.arrived_ns)))
      return;
    out_of_order_ += in_order ? 0 : 1;
    sink(held.packet);
    bytes_ -= held.bytes.size() + sizeof held;
    waiting_.erase(first);
  }
}

std::uint64_t PacketQueue::take_out_of_order() {
  return std::exchange(out_of_order_, 0);
}

void PacketQueue::release_all(const Sink& sink) {
  for (const auto& [time, held] : waiting_)
    sink(held.packet);
  waiting_.clear();
  bytes_ = 0;
}

} // namespace imds::sniffer
