// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"

#include <string>
#include <vector>

namespace imds::sniffer {

/// The filter in libpcap's language that lets pass what the engine needs of
/// the traffic with `endpoints` and nothing else: TCP both ways, IPv4 options,
/// IPv6 extension headers, fragments, up to two VLAN tags, and the ICMP "time
/// exceeded" that quotes an endpoint. `tags` is false for a link without VLAN
/// tags (libpcap refuses "vlan" there).
std::string capture_filter(const std::vector<Endpoint>& endpoints, bool tags);

} // namespace imds::sniffer
