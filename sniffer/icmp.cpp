// SPDX-License-Identifier: Apache-2.0
#include "sniffer/icmp.h"

namespace imds::sniffer {

std::optional<ExpiredSegment> expired_segment(const IpPacket& icmp) {
  const std::uint8_t wanted = icmp.protocol == kIcmp ? 11 : 3;
  const Bytes b = icmp.payload;
  if (b.size() < 8 || b[0] != wanted || b[1] != 0)
    return std::nullopt;
  const auto quoted = parse_ip({b.subspan(8), 0});
  // Routers quote at least 8 bytes behind the header (RFC 792): the ports and
  // the sequence number, not a whole TCP header.
  if (!quoted || quoted->protocol != kTcp || quoted->payload.size() < 8)
    return std::nullopt;
  const Bytes tcp = quoted->payload;
  return ExpiredSegment{quoted->source, quoted->target, be16(tcp, 0),
                        be16(tcp, 2), be32(tcp, 4)};
}

} // namespace imds::sniffer
