// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/ip.h"

#include <optional>

namespace imds::sniffer {

/// The TCP packet that a router says it dropped because its TTL ran out.
struct ExpiredSegment {
  Address source;
  Address target;
  std::uint16_t source_port = 0;
  std::uint16_t target_port = 0;
  std::uint32_t seq = 0;
};

/// nullopt for any other ICMP message and for one that quotes too little.
std::optional<ExpiredSegment> expired_segment(const IpPacket& icmp);

} // namespace imds::sniffer
