// SPDX-License-Identifier: Apache-2.0
//
// The filter goes by address and leaves the ports to the engine: a fragment
// behind the first has no ports, and behind IPv6 extension headers they have no
// fixed place. For IPv4 the protocol is in every fragment's header; for IPv6
// it may be behind the extensions, so what is certainly no TCP is excluded
// instead.
//
// A VLAN tag moves everything behind it by four bytes, and libpcap's "vlan"
// does that for the rest of an expression: therefore the same test stands three
// times, for none, one and two tags.
//
// Tested by case_test.cpp, which sends every case through it.
#include "sniffer/capture_filter.h"

#include <fmt/format.h>

#include "sniffer/bytes.h"

namespace imds::sniffer {
namespace {

// Inside an ICMP message, the quoted packet's source address.
constexpr int kQuotedV4 = 8 + 12;
constexpr int kQuotedV6 = 40 + 8 + 8;

std::string quoted_source(const Address& address) {
  if (address.is_v4())
    return fmt::format("(icmp[0] = 11 and icmp[{}:4] = {:#010x})", kQuotedV4,
                       be32(address.bytes, 12));
  std::string test = "(ip6[6] = 58 and ip6[40] = 3";
  for (std::size_t at = 0; at < 16; at += 4)
    test +=
        fmt::format(" and ip6[{}:4] = {:#010x}",
                    kQuotedV6 + static_cast<int>(at), be32(address.bytes, at));
  return test + ")";
}

std::string traffic_of(const Address& address) {
  const std::string host = to_string(address);
  if (address.is_v4())
    return fmt::format("(ip host {} and ip proto 6)", host);
  return fmt::format("(ip6 host {} and not (ip6[6] = 17 or ip6[6] = 58))",
                     host);
}

} // namespace

std::string capture_filter(const std::vector<Endpoint>& endpoints, bool tags) {
  std::string untagged;
  for (const Endpoint& endpoint : endpoints) {
    if (!untagged.empty())
      untagged += " or ";
    untagged +=
        traffic_of(endpoint.address) + " or " + quoted_source(endpoint.address);
  }
  if (!tags)
    return untagged;
  return fmt::format("{0} or (vlan and ({0} or (vlan and ({0}))))", untagged);
}

} // namespace imds::sniffer
