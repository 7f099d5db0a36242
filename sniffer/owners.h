// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"
#include "sniffer/caller.h"
#include "sniffer/packet.h"

#include <memory>

namespace imds::sniffer {

/// A TCP connection to an endpoint, as one place on its way sees it: behind
/// NAT the same connection has another client address and namespace.
struct Connection {
  Address client;
  std::uint16_t client_port = 0;
  Endpoint endpoint;
  std::uint64_t netns = 0;

  bool operator==(const Connection&) const = default;
};

/// Says whose a connection is: the seam between the engine, which knows no
/// operating system, and the host.
class Owners {
public:
  virtual ~Owners() = default;

  /// Asked at the first packet of a connection (its SYN where that was seen)
  /// and, while the answer is null, once more for each finished request. The
  /// engine keeps the pointer; what it points to may still be completed until
  /// the next Engine::drain.
  virtual std::shared_ptr<const Caller> owner_of(const Connection& connection,
                                                 const Packet& packet) = 0;
};

} // namespace imds::sniffer
