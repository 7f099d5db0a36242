// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

// The numbers of pcapng that both its reader and its writer need.
namespace imds::sniffer {

inline constexpr std::uint32_t kByteOrderMagic = 0x1a2b3c4d;

enum Block : std::uint32_t {
  kSection = 0x0a0d0d0a,
  kInterface = 1,
  kOldPacket = 2,
  kSimplePacket = 3,
  kStatistics = 5,
  kPacket = 6,
  kCustom = 0x00000bad,
};

// Wireshark's custom block about a process.
inline constexpr std::uint32_t kWiresharkNumber = 32622;
inline constexpr std::uint32_t kProcessEntry = 3;

// Options; a number means something else in another block.
inline constexpr std::uint16_t kComment = 1;
inline constexpr std::uint16_t kInterfaceName = 2;
inline constexpr std::uint16_t kDropCount = 4;
inline constexpr std::uint16_t kProcessId = 8;
inline constexpr std::uint16_t kResolution = 9;
inline constexpr std::uint16_t kTimeOffset = 14;

} // namespace imds::sniffer
