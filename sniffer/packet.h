// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace imds::sniffer {

struct Caller;

/// What the bytes of a packet begin with.
enum class LinkType : std::uint8_t {
  unsupported,
  ethernet,
  sll,   // Linux cooked capture, the "any" device of old
  sll2,  // the same since libpcap 1.10
  raw,   // an IPv4 or IPv6 header
  null,  // BSD loopback, address family in the writer's byte order
  loop,  // OpenBSD loopback, address family in network order
  nflog, // what an NFLOG rule of netfilter logged
};

/// The LINKTYPE_ number of a capture file, or the DLT_ number of libpcap.
LinkType link_type(std::uint32_t number);

/// One captured packet. The bytes are borrowed: they are valid until the
/// function that was given the packet returns.
struct Packet {
  std::int64_t time_ns = 0; // since 1970
  LinkType link = LinkType::unsupported;
  std::span<const std::uint8_t> bytes;
  std::uint32_t original_length = 0; // on the wire; more than bytes if cut
  std::uint32_t interface = 0;       // index of the interface, 0 if unknown
  std::uint64_t netns = 0;           // inode of the namespace, 0 if unknown
  const Caller* noted = nullptr;     // what a pcapng file says of the process
};

} // namespace imds::sniffer
