// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/ip.h"

#include <optional>

namespace imds::sniffer {

/// One TCP segment. Sequence numbers wrap; compare them with `after`.
struct Segment {
  std::uint16_t source_port = 0;
  std::uint16_t target_port = 0;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool has_ack = false;
  Bytes payload;
  std::uint32_t missing = 0; // bytes after the payload that were not captured

  /// The sequence number behind everything that this segment carries.
  std::uint32_t end() const {
    return seq + static_cast<std::uint32_t>(payload.size()) + missing +
           (syn ? 1u : 0u) + (fin ? 1u : 0u);
  }
};

/// Whether sequence number `a` lies behind `b`, by the shorter way around.
constexpr bool after(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::int32_t>(a - b) > 0;
}

/// No window is wider: what lies farther apart is of two connections.
inline constexpr std::int32_t kMaxApart = 64 << 20;

constexpr bool is_near(std::uint32_t a, std::uint32_t b) {
  const auto apart = static_cast<std::int32_t>(a - b);
  return apart <= kMaxApart && apart >= -kMaxApart;
}

/// nullopt where the header is broken or not there whole.
std::optional<Segment> parse_tcp(const IpPacket& ip);

} // namespace imds::sniffer
