// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/address.h"

#include <string>
#include <vector>

namespace imds::sniffer {

/// The filter in libpcap's language that lets pass what the engine needs of
/// the traffic with `endpoints` and nothing else: TCP both ways, IPv4 options,
/// IPv6 extension headers, fragments, and the ICMP "time exceeded" that quotes
/// an endpoint. For packets that begin with their IP header.
std::string capture_filter(const std::vector<Endpoint>& endpoints);

} // namespace imds::sniffer
