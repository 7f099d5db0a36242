// SPDX-License-Identifier: Apache-2.0
#include "frames.h"

#include <algorithm>
#include <map>

namespace imds::sniffer::test {
namespace {

void put16(Buffer& b, std::size_t value) {
  b.push_back(static_cast<std::uint8_t>(value >> 8));
  b.push_back(static_cast<std::uint8_t>(value));
}

void put32(Buffer& b, std::uint32_t value) {
  put16(b, value >> 16);
  put16(b, value & 0xffff);
}

void append(Buffer& b, const Buffer& more) {
  b.insert(b.end(), more.begin(), more.end());
}

void put_address(Buffer& b, const Address& a) {
  const auto first = a.bytes.begin() + (a.is_v4() ? 12 : 0);
  b.insert(b.end(), first, a.bytes.end());
}

std::uint16_t checksum(const Buffer& b) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < b.size(); i += 2)
    sum += static_cast<std::uint32_t>(b[i] << 8) +
           (i + 1 < b.size() ? b[i + 1] : 0u);
  while (sum > 0xffff)
    sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

void set16(Buffer& b, std::size_t at, std::size_t value) {
  b[at] = static_cast<std::uint8_t>(value >> 8);
  b[at + 1] = static_cast<std::uint8_t>(value);
}

Buffer ipv4(const TcpFields& f, std::uint8_t protocol, const Buffer& payload) {
  const std::size_t header = f.ip_options ? 24 : 20;
  Buffer b;
  b.push_back(static_cast<std::uint8_t>(0x40 + header / 4));
  b.push_back(0);
  put16(b, f.zero_length ? 0 : header + payload.size());
  put16(b, f.ip_id);
  put16(b, 0);
  b.push_back(f.ttl);
  b.push_back(protocol);
  put16(b, 0);
  put_address(b, f.from.address);
  put_address(b, f.to.address);
  if (f.ip_options)
    append(b, {1, 1, 1, 0}); // three no-operations and the end
  set16(b, 10, checksum(b));
  append(b, payload);
  return b;
}

Buffer ipv6(const TcpFields& f, std::uint8_t protocol, const Buffer& payload) {
  Buffer inner;
  if (f.ip_options) // hop-by-hop with padding, then destination options
    append(inner, {60, 0, 1, 4, 0, 0, 0, 0, protocol, 0, 1, 4, 0, 0, 0, 0});
  append(inner, payload);
  Buffer b;
  put32(b, 0x60000000);
  put16(b, f.zero_length ? 0 : inner.size());
  b.push_back(f.ip_options ? 0 : protocol);
  b.push_back(f.ttl);
  put_address(b, f.from.address);
  put_address(b, f.to.address);
  append(b, inner);
  return b;
}

Buffer ip_packet(const TcpFields& f, std::uint8_t protocol,
                 const Buffer& payload) {
  return f.from.address.is_v4() ? ipv4(f, protocol, payload)
                                : ipv6(f, protocol, payload);
}

/// One IPv6 fragment: the fragment header goes between.
Buffer fragment6(const Buffer& ip, std::size_t at, std::size_t n, bool more) {
  Buffer b(ip.begin(), ip.begin() + 40);
  const std::uint8_t next = b[6];
  b[6] = 44;
  set16(b, 4, 8 + n);
  append(b, {next, 0});
  put16(b, at | (more ? 1u : 0u));
  put32(b, 0x1badcafe);
  b.insert(b.end(), ip.begin() + static_cast<std::ptrdiff_t>(40 + at),
           ip.begin() + static_cast<std::ptrdiff_t>(40 + at + n));
  return b;
}

Buffer fragment4(const Buffer& ip, std::size_t at, std::size_t n, bool more) {
  const std::size_t header = (ip[0] & 0x0fu) * 4u;
  Buffer b(ip.begin(), ip.begin() + static_cast<std::ptrdiff_t>(header));
  set16(b, 2, header + n);
  set16(b, 6, at / 8 | (more ? 0x2000u : 0u));
  set16(b, 10, 0);
  set16(b, 10, checksum(b));
  const auto first = ip.begin() + static_cast<std::ptrdiff_t>(header + at);
  b.insert(b.end(), first, first + static_cast<std::ptrdiff_t>(n));
  return b;
}

} // namespace

std::optional<LinkStyle> link_style(const std::string& name) {
  static const std::map<std::string, LinkStyle> styles = {
      {"ethernet", {LinkType::ethernet, 0}}, {"vlan", {LinkType::ethernet, 1}},
      {"qinq", {LinkType::ethernet, 2}},     {"sll", {LinkType::sll, 0}},
      {"sll2", {LinkType::sll2, 0}},         {"sll_vlan", {LinkType::sll, 1}},
      {"sll2_qinq", {LinkType::sll2, 2}},    {"raw", {LinkType::raw, 0}},
      {"null", {LinkType::null, 0}},         {"loop", {LinkType::loop, 0}},
      {"nflog", {LinkType::nflog, 0}}};
  const auto found = styles.find(name);
  if (found == styles.end())
    return std::nullopt;
  return found->second;
}

std::uint32_t link_number(LinkType type) {
  switch (type) {
  case LinkType::ethernet:
    return 1;
  case LinkType::sll:
    return 113;
  case LinkType::sll2:
    return 276;
  case LinkType::null:
    return 0;
  case LinkType::loop:
    return 108;
  case LinkType::nflog:
    return 239;
  case LinkType::raw:
  case LinkType::unsupported:
    break;
  }
  return 101;
}

Buffer tcp_packet(const TcpFields& f) {
  Buffer tcp;
  put16(tcp, f.from.port);
  put16(tcp, f.to.port);
  put32(tcp, f.seq);
  put32(tcp, f.has_ack ? f.ack : 0);
  tcp.push_back(0x50);
  tcp.push_back(static_cast<std::uint8_t>(
      (f.fin ? 1 : 0) | (f.syn ? 2 : 0) | (f.rst ? 4 : 0) |
      (f.payload.empty() ? 0 : 8) | (f.has_ack ? 16 : 0)));
  put16(tcp, 64240);
  put32(tcp, 0); // a wrong checksum, as offload leaves it
  tcp.insert(tcp.end(), f.payload.begin(), f.payload.end());
  return ip_packet(f, 6, tcp);
}

std::vector<Buffer> fragments_of(const Buffer& ip, std::size_t size) {
  const bool v4 = ip[0] >> 4 == 4;
  const std::size_t header = v4 ? (ip[0] & 0x0fu) * 4u : 40;
  const std::size_t total = ip.size() - header;
  std::vector<Buffer> out;
  for (std::size_t at = 0; at < total; at += size) {
    const std::size_t n = std::min(size, total - at);
    const bool more = at + n < total;
    out.push_back(v4 ? fragment4(ip, at, n, more) : fragment6(ip, at, n, more));
  }
  return out;
}

Buffer time_exceeded(const Address& router, const Buffer& dropped) {
  const bool v4 = dropped[0] >> 4 == 4;
  TcpFields f;
  f.from.address = router;
  f.to.address = v4 ? sniffer::v4(&dropped[12]) : sniffer::v6(&dropped[8]);
  Buffer icmp = {static_cast<std::uint8_t>(v4 ? 11 : 3), 0, 0, 0, 0, 0, 0, 0};
  const std::size_t quoted =
      std::min<std::size_t>(dropped.size(), v4 ? 28 : 60);
  icmp.insert(icmp.end(), dropped.begin(),
              dropped.begin() + static_cast<std::ptrdiff_t>(quoted));
  return ip_packet(f, v4 ? 1 : 58, icmp);
}

Buffer on_link(const LinkStyle& style, const Buffer& ip) {
  const std::uint16_t type = ip[0] >> 4 == 4 ? 0x0800 : 0x86dd;
  const std::uint16_t tagged = style.tags == 2 ? 0x88a8 : 0x8100;
  const std::uint16_t outer_type = style.tags == 0 ? type : tagged;
  Buffer b;
  switch (style.type) {
  case LinkType::ethernet:
    append(b, {2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1});
    put16(b, outer_type);
    break;
  case LinkType::sll:
    append(b, {0, 0, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0});
    put16(b, outer_type);
    break;
  case LinkType::sll2:
    put16(b, outer_type);
    append(b, {0, 0, 0, 0, 0, 3, 0, 1, 0, 6, 2, 0, 0, 0, 0, 1, 0, 0});
    break;
  case LinkType::null:
    b = {static_cast<std::uint8_t>(type == 0x0800 ? 2 : 30), 0, 0, 0};
    break;
  case LinkType::loop:
    b = {0, 0, 0, static_cast<std::uint8_t>(type == 0x0800 ? 2 : 24)};
    break;
  case LinkType::nflog: // a prefix of two bytes, then the packet
    b = {2, 0, 0, 5, 6, 0, 10, 0, 'a', 0, 0, 0};
    put16(b, static_cast<unsigned>(
                 __builtin_bswap16(static_cast<std::uint16_t>(ip.size() + 4))));
    append(b, {9, 0});
    break;
  case LinkType::raw:
  case LinkType::unsupported:
    break;
  }
  for (int left = style.tags; left > 0; --left) {
    put16(b, 100u + static_cast<unsigned>(left));
    put16(b, left > 1 ? 0x8100u : type);
  }
  append(b, ip);
  return b;
}

} // namespace imds::sniffer::test
