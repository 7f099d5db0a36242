// SPDX-License-Identifier: Apache-2.0
#include "sniffer/tcp.h"

namespace imds::sniffer {
namespace {
constexpr std::size_t kHeader = 20;
}

std::optional<Segment> parse_tcp(const IpPacket& ip) {
  const Bytes b = ip.payload;
  if (b.size() < kHeader)
    return std::nullopt;
  const std::size_t header = std::size_t{b[12]} / 16 * 4;
  if (header < kHeader || b.size() < header)
    return std::nullopt;
  Segment s;
  s.source_port = be16(b, 0);
  s.target_port = be16(b, 2);
  s.seq = be32(b, 4);
  s.ack = be32(b, 8);
  s.fin = (b[13] & 0x01) != 0;
  s.syn = (b[13] & 0x02) != 0;
  s.rst = (b[13] & 0x04) != 0;
  s.has_ack = (b[13] & 0x10) != 0;
  s.payload = b.subspan(header);
  s.missing = ip.missing;
  return s;
}

} // namespace imds::sniffer
