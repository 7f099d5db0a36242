// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/coverage.h"

#include "reports/evidence.h"
#include "reports/term.h"

#include <chrono>
#include <fmt/format.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>

namespace imds::sniffer {
namespace {

// A link-local IPv6 address is there as soon as the link is; IMDS cannot be
// asked from it.
bool can_ask(const ifaddrs& one) {
  if (one.ifa_addr == nullptr || (one.ifa_flags & IFF_LOOPBACK) != 0)
    return false;
  if (one.ifa_addr->sa_family == AF_INET)
    return true;
  if (one.ifa_addr->sa_family != AF_INET6)
    return false;
  const auto* v6 = reinterpret_cast<const sockaddr_in6*>(one.ifa_addr);
  return !IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr);
}

} // namespace

bool has_no_address_yet() {
  ifaddrs* all = nullptr;
  if (::getifaddrs(&all) != 0)
    return false;
  bool none = true;
  for (const ifaddrs* one = all; one != nullptr; one = one->ifa_next)
    none = none && !can_ask(*one);
  ::freeifaddrs(all);
  return none;
}

// The evidence shows it as the time between two survey facts.
void say_what_was_missed(const EvidenceLog& log) {
  const auto end = evidence::parse_time(log.previous_end());
  if (!end)
    return;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t missed = std::chrono::duration_cast<std::chrono::seconds>(
                                  now - std::chrono::nanoseconds(*end))
                                  .count();
  if (missed > 0)
    term::note(fmt::format("going on with survey {}; the {} s since its last "
                           "interval are not covered",
                           log.survey(), missed));
}

} // namespace imds::sniffer
