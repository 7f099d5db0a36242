// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"

namespace imds::sniffer {

/// Reads numbers in the order of whoever wrote the file.
struct ByteOrder {
  bool big = false;

  std::uint16_t u16(Bytes b, std::size_t at) const {
    const std::uint16_t v = be16(b, at);
    return big ? v : static_cast<std::uint16_t>(v << 8 | v >> 8);
  }
  std::uint32_t u32(Bytes b, std::size_t at) const {
    return big ? be32(b, at) : __builtin_bswap32(be32(b, at));
  }
  std::uint64_t u64(Bytes b, std::size_t at) const {
    const std::uint64_t first = u32(b, at);
    const std::uint64_t second = u32(b, at + 4);
    return big ? first << 32 | second : second << 32 | first;
  }
};

} // namespace imds::sniffer
