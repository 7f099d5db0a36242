// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"
#include "sniffer/link_layer.h"

#include <optional>

namespace imds::sniffer {

inline constexpr std::uint8_t kTcp = 6;
inline constexpr std::uint8_t kIcmp = 1;
inline constexpr std::uint8_t kIcmp6 = 58;

/// An IP packet behind its options and extension headers, or a fragment.
struct IpPacket {
  Address source;
  Address target;
  std::uint8_t protocol = 0;
  std::uint8_t ttl = 0;
  Bytes payload;
  std::uint32_t missing = 0; // bytes of the payload that were not captured

  bool fragment = false;
  bool more_fragments = false;
  std::uint32_t fragment_id = 0;
  std::uint32_t fragment_offset = 0; // in bytes
};

/// Whether the packet ends within the header that every one has.
bool lacks_header(const IpBytes& ip);

/// nullopt where the headers are broken or not there whole. Checksums are not
/// looked at: with offload they are wrong on every host.
std::optional<IpPacket> parse_ip(const IpBytes& ip);

} // namespace imds::sniffer
