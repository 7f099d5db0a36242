// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"
#include "sniffer/packet.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// From fields to bytes: the opposite of the sniffer's decoding, for tests.
namespace imds::sniffer::test {

using Buffer = std::vector<std::uint8_t>;

struct TcpFields {
  Endpoint from;
  Endpoint to;
  std::uint32_t seq = 0;
  std::uint32_t ack = 0;
  bool syn = false;
  bool fin = false;
  bool rst = false;
  bool has_ack = true;
  std::uint8_t ttl = 64;
  std::uint16_t ip_id = 0;
  bool ip_options = false;  // IPv4 options or an IPv6 extension header
  bool zero_length = false; // as segmentation offload leaves it
  std::string payload;
};

/// How a case puts IP packets on its link.
struct LinkStyle {
  LinkType type = LinkType::ethernet;
  int tags = 0; // VLAN tags
};

/// The link's name in a case ("qinq") to its style; nullopt: no such link.
std::optional<LinkStyle> link_style(const std::string& name);
/// The LINKTYPE_ number of a capture file.
std::uint32_t link_number(LinkType type);

Buffer tcp_packet(const TcpFields& fields);
/// The fragments of an IP packet, `size` bytes of payload each (8 divides it).
std::vector<Buffer> fragments_of(const Buffer& ip, std::size_t size);
/// What a router sends when the TTL of `dropped` ran out.
Buffer time_exceeded(const Address& router, const Buffer& dropped);
Buffer on_link(const LinkStyle& style, const Buffer& ip);

} // namespace imds::sniffer::test
