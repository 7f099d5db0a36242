// SPDX-License-Identifier: Apache-2.0
//
// A container's packet passes several sockets, one in its own namespace and
// one in the host's, and the answer may be read from one before the question
// was read from the other. The engine should meet them as they happened. All
// sockets are read before anything is released, so whatever was captured
// before that reading began is here, and its order is final.
// Tested in tests/live/.
#include "sniffer/live/packet_queue.h"

namespace imds::sniffer {

void PacketQueue::push(const Packet& packet) {
  const auto place = waiting_.emplace(
      packet.time_ns, Held{packet, {packet.bytes.begin(), packet.bytes.end()}});
  Held& held = place->second;
  held.packet.bytes = held.bytes;
  bytes_ += held.bytes.size() + sizeof held;
}

void PacketQueue::release(std::int64_t until_ns,
                          const std::function<bool(const Packet&)>& may_go,
                          const std::function<void(const Packet&)>& sink) {
  while (!waiting_.empty()) {
    const auto first = waiting_.begin();
    const Packet& packet = first->second.packet;
    const bool full = bytes_ > kMostBytes;
    if (!full && (first->first > until_ns || !may_go(packet)))
      return;
    sink(packet);
    bytes_ -= first->second.bytes.size() + sizeof first->second;
    waiting_.erase(first);
  }
}

void PacketQueue::release_all(const std::function<void(const Packet&)>& sink) {
  for (const auto& [time, held] : waiting_)
    sink(held.packet);
  waiting_.clear();
  bytes_ = 0;
}

} // namespace imds::sniffer
