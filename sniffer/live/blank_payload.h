// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

namespace imds::sniffer {

/// Overwrites with '*' what an IP packet carries beyond what the evidence may
/// hold: bodies, values of all but harmless headers, query strings. Lengths
/// stay, so every reader still sees the same requests.
void blank_payload(std::span<std::uint8_t> ip_packet);

} // namespace imds::sniffer
