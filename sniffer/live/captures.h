// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/packet_queue.h"
#include "sniffer/live/packet_socket.h"

#include <cstdint>
#include <list>

namespace imds::sniffer {

/// The packet sockets of all namespaces, read into one queue; see
/// captures.cpp. Times of packets are those of the clock that stamps them.
class Captures {
public:
  /// Returns the descriptor to poll.
  int add(Descriptor socket, std::uint64_t netns);
  /// The namespace is gone; what still waits there is read.
  void leave(std::uint64_t netns);
  std::size_t size() const { return all_.size(); }

  /// Reads what waits. `now_ns` is the clock of the packets, `steady_ns` one
  /// that does not jump.
  void read(PacketQueue& queue, std::int64_t now_ns, std::int64_t steady_ns);
  /// Up to here no packet is missing in the queue.
  std::int64_t whole_until() const;
  /// True where the queue has to shrink before anything else is read.
  static bool must_wait(const PacketQueue& queue, std::int64_t whole_until);

  /// Packets that the kernel had no room for, since the last call.
  std::uint64_t take_drops();

private:
  struct Source {
    PacketSocket socket;
    std::int64_t whole_until = 0;
    bool drained = false;
    bool leaving = false;
  };
  void read_one(Source& source, PacketQueue& queue, std::int64_t now_ns,
                std::int64_t steady_ns);

  std::list<Source> all_;
  std::uint64_t dropped_ = 0;
};

} // namespace imds::sniffer
