// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

// libpcap, for the language of its filters. pcap.cpp is the only file that
// includes its header.
namespace imds::sniffer {

/// One instruction of a compiled filter: struct sock_filter, bit for bit.
struct FilterStep {
  std::uint16_t code;
  std::uint8_t jump_true;
  std::uint8_t jump_false;
  std::uint32_t operand;
};
using FilterProgram = std::vector<FilterStep>;

/// Compiles `filter` for SO_ATTACH_FILTER, for packets that begin with their
/// IP header.
Result<FilterProgram> compile_filter(const std::string& filter,
                                     int snap_length);

/// Whether the program lets `bytes` pass.
bool passes(const FilterProgram& program, std::span<const std::uint8_t> bytes,
            std::uint32_t original_length);

} // namespace imds::sniffer
