// SPDX-License-Identifier: Apache-2.0
//
// The filter goes by address and leaves the ports to the engine: a fragment
// behind the first has no ports, and behind IPv6 extension headers they have no
// fixed place. For IPv4 the protocol is in every fragment's header; for IPv6
// it may be behind the extensions, so what is certainly no TCP is excluded
// instead.
//
// There is no test for VLAN tags. A packet socket without link headers gets
// what comes in after the kernel took the tag off, and what goes out passes the
// interface of its VLAN before the tag is put on.
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

std::string capture_filter(const std::vector<Endpoint>& endpoints) {
  std::string filter;
  for (const Endpoint& endpoint : endpoints) {
    if (!filter.empty())
      filter += " or ";
    filter +=
        traffic_of(endpoint.address) + " or " + quoted_source(endpoint.address);
  }
  return filter;
}

} // namespace imds::sniffer
