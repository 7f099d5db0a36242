// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/exec_events.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace imds::sniffer {

/// Finds the process that holds a socket. Remembers who was found last: a
/// process that asks once asks again.
class SocketHolders {
public:
  /// Looks first at who began to run a program last.
  void watch(ExecEvents execs) { execs_.emplace(std::move(execs)); }

  /// The pid whose open files have the socket; nullopt where none has it any
  /// more. `inode` is not 0. `is_open` is asked before the search gets long.
  std::optional<std::int64_t> holder_of(std::uint64_t inode,
                                        const std::function<bool()>& is_open);

private:
  std::optional<std::int64_t> young_holder(std::int64_t last,
                                           std::string_view link);

  std::optional<ExecEvents> execs_;
  std::vector<std::int64_t> recent_; // latest last
};

/// `pids` in the order of their age, newest first, where `last` is the pid
/// that was given out last: numbers above it were given out before the wrap.
void newest_first(std::vector<std::int64_t>& pids, std::int64_t last);

/// The last pid of a /proc/loadavg text, 0 where it has none.
std::int64_t read_last_pid(std::string_view loadavg);

} // namespace imds::sniffer
