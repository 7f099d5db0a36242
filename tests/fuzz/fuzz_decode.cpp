// SPDX-License-Identifier: Apache-2.0
//
// The first byte is the link type, the rest one packet: nothing may be read
// outside of it. ICMP and fragments are looked into as well.
#include "sniffer/fragments.h"
#include "sniffer/icmp.h"
#include "sniffer/tcp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  using namespace imds::sniffer;
  if (size < 2)
    return 0;
  static Fragments fragments;
  Packet packet;
  packet.link = static_cast<LinkType>(data[0] % 7);
  packet.bytes = Bytes(data + 1, size - 1);
  packet.original_length = static_cast<std::uint32_t>(size + data[1]);
  const auto bytes = ip_of(packet);
  const auto ip = bytes ? parse_ip(*bytes) : std::nullopt;
  if (!ip)
    return 0;
  parse_tcp(*ip);
  expired_segment(*ip);
  if (ip->fragment)
    if (const auto whole = fragments.add(*ip, packet.netns, packet.time_ns))
      parse_tcp(*whole);
  return 0;
}
