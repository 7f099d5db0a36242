// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/descriptor.h"
#include "sniffer/owners.h"

#include <cstdint>
#include <optional>
#include <span>

namespace imds::sniffer {

/// The kernel's table of tracked connections in the network namespace where it
/// was opened; see nat_table.cpp.
class NatTable {
public:
  /// Opens in the calling thread's namespace. nullopt where nothing is tracked
  /// there, so that nothing can be rewritten.
  static std::optional<NatTable> open();

  /// `seen` as its own socket has it, where that is something else.
  std::optional<Connection> original_of(const Connection& seen);

private:
  explicit NatTable(Descriptor netlink) : netlink_(std::move(netlink)) {}

  Descriptor netlink_;
  std::uint32_t sequence_ = 0;
};

/// Reads an answer of the kernel; pure, for tests and fuzzing.
std::optional<Connection> read_tracked(std::span<const std::uint8_t> message);

} // namespace imds::sniffer
