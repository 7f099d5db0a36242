// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/packet.h"
#include "sniffer/secret_bytes.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace imds::sniffer {

/// Packets of several sockets in the order of their time, until they may go
/// on. Bounded: when it is full they go on whether they may or not.
class PacketQueue {
public:
  static constexpr std::size_t kMostBytes = 8u << 20;

  /// Which packets are in order, by the clock that stamped them: those until
  /// `until_ns`, and those from `from_ns`, which is in the future: they were
  /// stamped before the clock was set back.
  struct Order {
    std::int64_t until_ns = 0;
    std::int64_t from_ns = INT64_MAX;
  };
  /// Asked with the time at which the packet was pushed.
  using MayGo = std::function<bool(const Packet&, std::int64_t arrived_ns)>;
  using Sink = std::function<void(const Packet&)>;

  /// Copies the packet. `now_ns` is of a clock that does not jump.
  void push(const Packet& packet, std::int64_t now_ns);

  /// Hands over, in order, as far as `may_go` lets the first ones go.
  void release(const Order& order, const MayGo& may_go, const Sink& sink);

  /// Hands over all that is left.
  void release_all(const Sink& sink);

  /// Packets that had to go on before older ones, since the last call.
  std::uint64_t take_out_of_order();

  bool empty() const { return waiting_.empty(); }
  /// Half full: who reads faster than the others should wait for them.
  bool is_crowded() const { return bytes_ > kMostBytes / 2; }
  /// The stamp of the first packet; none where it is empty.
  std::int64_t front_ns() const { return waiting_.begin()->first; }

private:
  struct Held {
    Packet packet;
    SecretBytes bytes;
    std::int64_t arrived_ns = 0;
  };
  std::multimap<std::int64_t, Held> waiting_;
  std::size_t bytes_ = 0;
  std::uint64_t out_of_order_ = 0;
};

} // namespace imds::sniffer
