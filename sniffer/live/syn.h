// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/owners.h"

#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// What names a connection wherever its SYN is seen. NAT rewrites addresses
/// and ports of the client and leaves the sequence number alone, so one key
/// fits in the container, on the bridge and behind the masquerade.
struct SynKey {
  Endpoint endpoint;
  std::uint32_t sequence = 0;

  auto operator<=>(const SynKey&) const = default;
};

struct Syn {
  SynKey key;
  Connection connection; // as seen at this place
};

/// The packet as the first SYN of a client to one of `endpoints`; nullopt
/// where it is another packet.
std::optional<Syn> read_syn(const Packet& packet,
                            const std::vector<Endpoint>& endpoints);

/// A filter in libpcap's language that lets only such packets pass.
std::string syn_filter(const std::vector<Endpoint>& endpoints);

} // namespace imds::sniffer
