// SPDX-License-Identifier: Apache-2.0
#include "sniffer/link_layer.h"

#include "sniffer/byte_order.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

// More tags than anybody stacks; a bound for a hostile file.
constexpr int kMaxTags = 8;

bool is_tag(std::uint16_t type) {
  return type == 0x8100 || type == 0x88a8 || type == 0x9100 || type == 0x9200;
}

bool is_ip(std::uint16_t type) { return type == 0x0800 || type == 0x86dd; }

/// What was cut off, or lies too deep, may have been anything.
constexpr Bytes kUnseen;

/// `type_at` is where the EtherType stands, `header` where its payload begins.
std::optional<Bytes> inside(Bytes frame, std::size_t type_at,
                            std::size_t header) {
  if (frame.size() < header)
    return kUnseen;
  std::uint16_t type = be16(frame, type_at);
  for (int tags = 0; is_tag(type); ++tags) {
    if (tags == kMaxTags || frame.size() < header + 4)
      return kUnseen;
    type = be16(frame, header + 2);
    header += 4;
  }
  if (!is_ip(type))
    return std::nullopt;
  return frame.subspan(header);
}

/// A list of attributes, one of which is the packet. Their numbers are in the
/// byte order of the host that logged it, which is little on all of EC2.
std::optional<Bytes> logged(Bytes frame) {
  constexpr std::size_t kListAt = 4, kHeader = 4;
  constexpr std::uint16_t kPayload = 9;
  constexpr ByteOrder kLittle{false};
  std::size_t at = kListAt;
  while (frame.size() >= at + kHeader) {
    const std::size_t length = kLittle.u16(frame, at);
    if (length < kHeader)
      return std::nullopt;
    if (kLittle.u16(frame, at + 2) == kPayload)
      return frame.subspan(at + kHeader)
          .first(std::min(length, frame.size() - at) - kHeader);
    at += (length + 3) & ~std::size_t{3};
  }
  return kUnseen;
}

std::optional<Bytes> payload_of(LinkType link, Bytes frame) {
  switch (link) {
  case LinkType::ethernet:
    return inside(frame, 12, 14);
  case LinkType::sll:
    return inside(frame, 14, 16);
  case LinkType::sll2:
    return inside(frame, 0, 20);
  case LinkType::raw:
    return frame;
  case LinkType::null:
  case LinkType::loop:
    // The family's number differs between systems; the IP version says it.
    return frame.size() < 4 ? kUnseen : frame.subspan(4);
  case LinkType::nflog:
    return logged(frame);
  case LinkType::unsupported:
    break;
  }
  return std::nullopt;
}

} // namespace

LinkType link_type(std::uint32_t number) {
  switch (number) {
  case 0:
    return LinkType::null;
  case 1:
    return LinkType::ethernet;
  case 12:  // DLT_RAW of most systems
  case 14:  // DLT_RAW of OpenBSD
  case 101: // LINKTYPE_RAW
  case 228: // LINKTYPE_IPV4
  case 229: // LINKTYPE_IPV6
    return LinkType::raw;
  case 108:
    return LinkType::loop;
  case 113:
    return LinkType::sll;
  case 239:
    return LinkType::nflog;
  case 276:
    return LinkType::sll2;
  default:
    return LinkType::unsupported;
  }
}

std::optional<IpBytes> ip_of(const Packet& packet) {
  const auto ip = payload_of(packet.link, packet.bytes);
  if (!ip)
    return std::nullopt;
  const std::size_t seen = packet.bytes.size();
  const std::size_t wire = packet.original_length;
  const std::size_t missing = wire > seen ? wire - seen : 0;
  return IpBytes{*ip, static_cast<std::uint32_t>(missing)};
}

} // namespace imds::sniffer
