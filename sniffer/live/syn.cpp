// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/syn.h"

#include "sniffer/ip.h"
#include "sniffer/link_layer.h"
#include "sniffer/tcp.h"

#include <algorithm>
#include <fmt/format.h>

namespace imds::sniffer {

std::optional<Syn> read_syn(const Packet& packet,
                            const std::vector<Endpoint>& endpoints) {
  const auto bytes = ip_of(packet);
  const auto ip = bytes ? parse_ip(*bytes) : std::nullopt;
  if (!ip || ip->fragment || ip->protocol != kTcp)
    return std::nullopt;
  const auto tcp = parse_tcp(*ip);
  if (!tcp || !tcp->syn || tcp->has_ack)
    return std::nullopt;
  const Endpoint endpoint{ip->target, tcp->target_port};
  if (std::ranges::find(endpoints, endpoint) == endpoints.end())
    return std::nullopt;
  return Syn{{endpoint, tcp->seq},
             {ip->source, tcp->source_port, endpoint, packet.netns}};
}

std::string syn_filter(const std::vector<Endpoint>& endpoints) {
  std::string filter;
  for (const auto& [address, port] : endpoints) {
    // libpcap's tcp[] is for IPv4 only. A SYN that this host sends over IPv6
    // has no extension headers, so its flags are at a fixed place.
    constexpr const char* v4 = "(ip dst host {} and tcp dst port {} and "
                               "tcp[tcpflags] & 0x12 = 0x02)";
    constexpr const char* v6 = "(ip6 dst host {} and tcp dst port {} and "
                               "ip6[6] = 6 and ip6[53] & 0x12 = 0x02)";
    filter += filter.empty() ? "" : " or ";
    filter += address.is_v4() ? fmt::format(v4, to_string(address), port)
                              : fmt::format(v6, to_string(address), port);
  }
  return filter;
}

} // namespace imds::sniffer
