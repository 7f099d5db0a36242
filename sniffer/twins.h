// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"
#include "sniffer/tcp.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace imds::sniffer {

struct Conversation;

/// Finds the second sight of a connection: a container's request is captured
/// before and after NAT, and in each namespace that it passes.
class Twins {
public:
  static constexpr std::size_t kRemembered = 1024;
  static constexpr std::int64_t kTogetherNs = 2'000'000'000;

  /// How one place saw the first request bytes of a connection.
  struct Sight {
    std::int64_t time_ns = 0;
    Address client;
    std::uint64_t netns = 0;
    std::uint16_t endpoint = 0;
    std::uint8_t ttl = 0;
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    std::uint64_t payload = 0; // its hash
    std::weak_ptr<Conversation> conversation;
  };

  /// The conversation that `sight` is another view of, or null.
  std::shared_ptr<Conversation> twin_of(const Sight& sight) const;
  void remember(Sight sight);

private:
  static std::size_t slot_of(const Sight& sight);

  // One slot a hash: a twin follows within packets, so what a collision
  // overwrites has rarely one to come.
  std::vector<Sight> recent_ = std::vector<Sight>(kRemembered);
};

std::uint64_t hash_of(Bytes bytes);

} // namespace imds::sniffer
