// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/descriptor.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>

namespace imds::sniffer {

/// Who began to run a program last, as the kernel tells it.
class ExecEvents {
public:
  static constexpr std::size_t kRemembered = 64;

  /// Needs CAP_NET_ADMIN and the host's own pid namespace, and must be called
  /// in its first network namespace; nullopt where the kernel refuses.
  static std::optional<ExecEvents> open();

  /// The latest pids, newest first. Some may be gone.
  const std::deque<std::int64_t>& newest();
  /// That one has what it was looked for; the others come first.
  void put_last(std::int64_t pid);

private:
  explicit ExecEvents(Descriptor netlink) : netlink_(std::move(netlink)) {}
  void note(std::int64_t pid);

  Descriptor netlink_;
  std::deque<std::int64_t> pids_;
};

/// The pid of a message that says a program was begun; nullopt: another one.
std::optional<std::int64_t> read_exec(std::span<const std::uint8_t> message);

} // namespace imds::sniffer
