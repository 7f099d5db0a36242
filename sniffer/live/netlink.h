// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>

namespace imds::sniffer {

/// What the kernel laid at a place in a message; nullopt where it is cut.
template <class T>
std::optional<T> read_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  if (at > bytes.size() || bytes.size() - at < sizeof(T))
    return std::nullopt;
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

/// The payload of the first attribute of `type` in a row of them; empty where
/// there is none.
std::span<const std::uint8_t>
attribute_of(std::span<const std::uint8_t> attributes, std::uint16_t type);

} // namespace imds::sniffer
