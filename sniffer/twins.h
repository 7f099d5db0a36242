// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"
#include "sniffer/tcp.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace imds::sniffer {

struct Conversation;

/// Finds the second sight of a connection: a container's request is captured
/// before and after NAT, and in each namespace that it passes.
class Twins {
public:
  static constexpr std::size_t kRemembered = 1u << 15;
  static constexpr std::int64_t kTogetherNs = 2'000'000'000;

  /// How one place saw the first bytes of a connection, numbered as the
  /// client numbers them: in an answer, `seq` is what it acknowledges.
  struct Sight {
    std::int64_t time_ns = 0;
    Address client;
    std::uint64_t netns = 0;
    std::uint16_t endpoint = 0;
    std::uint8_t ttl = 0;        // of the client's packets, 0: none seen
    std::uint8_t answer_ttl = 0; // of this packet, if it is an answer
    bool answer = false;         // only the answer was seen here
    std::uint16_t length = 0;    // of the payload; of a longer one its end
    std::uint32_t seq = 0;
    std::uint32_t ack = 0;
    std::uint64_t payload = 0;          // its hash
    std::optional<std::uint32_t> start; // of the client's bytes, by its SYN
    std::weak_ptr<Conversation> conversation;
  };

  /// `conversation` is null where it ended, and so was counted, before its
  /// second sight came.
  struct Found {
    bool is_twin = false;
    bool answer = false; // only the answer was seen there
    std::shared_ptr<Conversation> conversation;
  };

  Found twin_of(const Sight& sight);
  void remember(Sight sight);

  /// Sights that others pushed out while a twin could still come, since the
  /// last call; none as long as no twin has ever come.
  std::uint64_t take_crowded_out();

private:
  // A sight may be in one of eight places, by its acknowledgement. Those
  // numbers lie together: a look at all eight is one line of the cache.
  static constexpr std::size_t kWays = 8;
  struct Ways {
    std::array<std::uint32_t, kWays> acks{};
    std::array<Sight, kWays> sights;
    std::size_t next = 0; // the oldest
  };
  std::unique_ptr<Ways>& ways_of(std::uint32_t ack);

  std::vector<std::unique_ptr<Ways>> recent_ =
      std::vector<std::unique_ptr<Ways>>(kRemembered / kWays);
  bool twins_come_ = false;
  std::uint64_t crowded_out_ = 0;
};

std::uint64_t hash_of(Bytes bytes);

} // namespace imds::sniffer
