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

  /// Copies the packet.
  void push(const Packet& packet);

  /// Hands over, in order, what was captured up to `until_ns`, as far as
  /// `may_go` lets the first ones go.
  void release(std::int64_t until_ns,
               const std::function<bool(const Packet&)>& may_go,
               const std::function<void(const Packet&)>& sink);

  /// Hands over all that is left.
  void release_all(const std::function<void(const Packet&)>& sink);

  bool empty() const { return waiting_.empty(); }

private:
  struct Held {
    Packet packet;
    SecretBytes bytes;
  };
  std::multimap<std::int64_t, Held> waiting_;
  std::size_t bytes_ = 0;
};

} // namespace imds::sniffer
