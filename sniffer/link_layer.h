// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"
#include "sniffer/packet.h"

#include <optional>

namespace imds::sniffer {

/// The bytes of an IP packet and how many more the wire had.
struct IpBytes {
  Bytes bytes;
  std::uint32_t missing = 0; // cut off by the snapshot length
};

/// What is inside the link layer and its VLAN tags, or nullopt where that is
/// not IP; no bytes where the frame ends before it says what it is.
std::optional<IpBytes> ip_of(const Packet& packet);

} // namespace imds::sniffer
