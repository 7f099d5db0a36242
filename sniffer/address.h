// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <vector>

namespace imds {
class Imds;
}

namespace imds::sniffer {

/// An IPv4 or IPv6 address in network order; IPv4 is held v4-mapped
/// (::ffff:a.b.c.d), so both compare and hash alike.
struct Address {
  std::array<std::uint8_t, 16> bytes{};

  bool is_v4() const;
  auto operator<=>(const Address&) const = default;
};

Address v4(const std::uint8_t* four_bytes);
Address v6(const std::uint8_t* sixteen_bytes);
std::string to_string(const Address& address);

/// An address and port that IMDS answers on.
struct Endpoint {
  Address address;
  std::uint16_t port = 80;

  auto operator<=>(const Endpoint&) const = default;
};

/// "10.0.0.7", "10.0.0.7:8080", "fd00::1" or "[fd00::1]:8080".
Result<Endpoint> parse_endpoint(const std::string& text);

/// The addresses that the rules give EC2's IMDS, and those of `extra`.
Result<std::vector<Endpoint>>
endpoints_to_watch(const Imds& imds, const std::vector<std::string>& extra);

} // namespace imds::sniffer
