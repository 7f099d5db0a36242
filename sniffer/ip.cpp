// SPDX-License-Identifier: Apache-2.0
//
// Two lengths lie. With segmentation offload the kernel hands the capture a
// packet larger than 64 KiB whose IPv4 total length or IPv6 payload length is
// 0 (BIG TCP): then the packet is as long as the capture says. And a short
// Ethernet frame is padded: then the IP length is right and the rest is not
// payload.
//
// Tested by tests/sniffer/cases/{ipv4,ipv6,fragment,tcp_offload}*.pkt.
#include "sniffer/ip.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

constexpr std::size_t kV4Header = 20;
constexpr std::size_t kV6Header = 40;

/// Cuts padding off, or says how much of `wanted` bytes is not there.
void set_payload(IpPacket& p, const IpBytes& ip, std::size_t header,
                 std::size_t wanted) {
  const Bytes rest = ip.bytes.subspan(header);
  if (wanted == 0) {
    p.payload = rest;
    p.missing = ip.missing;
    return;
  }
  p.payload = rest.first(std::min(wanted, rest.size()));
  p.missing = static_cast<std::uint32_t>(wanted - p.payload.size());
}

std::optional<IpPacket> parse_v4(const IpBytes& ip) {
  const Bytes b = ip.bytes;
  const std::size_t header = std::size_t{b[0] & 0x0fu} * 4;
  const std::size_t total = be16(b, 2);
  if (header < kV4Header || b.size() < header || (total != 0 && total < header))
    return std::nullopt;
  IpPacket p;
  p.source = v4(&b[12]);
  p.target = v4(&b[16]);
  p.protocol = b[9];
  p.ttl = b[8];
  p.fragment_id = be16(b, 4);
  const std::uint16_t place = be16(b, 6);
  p.more_fragments = (place & 0x2000) != 0;
  p.fragment_offset = (place & 0x1fffu) * 8u;
  p.fragment = p.more_fragments || p.fragment_offset != 0;
  if (total == header) {
    p.payload = {};
    return p;
  }
  set_payload(p, ip, header, total == 0 ? 0 : total - header);
  return p;
}

bool is_extension(std::uint8_t header) {
  constexpr std::uint8_t kinds[] = {0, 43, 51, 60, 135, 139, 140};
  return std::find(std::begin(kinds), std::end(kinds), header) !=
         std::end(kinds);
}

/// Passes over one extension header; false where it is not there whole.
bool skip_extension(IpPacket& p) {
  if (p.payload.size() < 8)
    return false;
  // The authentication header counts in words of 4 bytes, all others of 8.
  const std::size_t length = p.protocol == 51
                                 ? (std::size_t{p.payload[1]} + 2) * 4
                                 : (std::size_t{p.payload[1]} + 1) * 8;
  if (p.payload.size() < length)
    return false;
  p.protocol = p.payload[0];
  p.payload = p.payload.subspan(length);
  return true;
}

bool read_fragment_header(IpPacket& p) {
  if (p.payload.size() < 8)
    return false;
  const std::uint16_t place = be16(p.payload, 2);
  p.protocol = p.payload[0];
  p.fragment_offset = place & 0xfff8u;
  p.more_fragments = (place & 1) != 0;
  p.fragment_id = be32(p.payload, 4);
  // An "atomic" fragment is the whole packet (RFC 6946).
  p.fragment = p.more_fragments || p.fragment_offset != 0;
  p.payload = p.payload.subspan(8);
  return true;
}

/// As many as there are: each takes 8 bytes at least, so the packet is a bound.
bool skip_extensions(IpPacket& p) {
  while (!p.fragment || p.fragment_offset == 0) {
    const bool fragment_header = p.protocol == 44;
    if (!fragment_header && !is_extension(p.protocol))
      return true;
    if (!(fragment_header ? read_fragment_header(p) : skip_extension(p)))
      return false;
  }
  return true; // the rest of the headers is in the first fragment
}

std::optional<IpPacket> parse_v6(const IpBytes& ip) {
  const Bytes b = ip.bytes;
  IpPacket p;
  p.source = v6(&b[8]);
  p.target = v6(&b[24]);
  p.protocol = b[6];
  p.ttl = b[7];
  set_payload(p, ip, kV6Header, be16(b, 4));
  if (!skip_extensions(p))
    return std::nullopt;
  return p;
}

} // namespace

bool lacks_header(const IpBytes& ip) {
  const bool six = !ip.bytes.empty() && ip.bytes[0] >> 4 == 6;
  return ip.bytes.size() < (six ? kV6Header : kV4Header);
}

std::optional<IpPacket> parse_ip(const IpBytes& ip) {
  if (lacks_header(ip))
    return std::nullopt;
  switch (ip.bytes[0] >> 4) {
  case 4:
    return parse_v4(ip);
  case 6:
    return parse_v6(ip);
  default:
    return std::nullopt;
  }
}

} // namespace imds::sniffer
