// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// Pure readers of the texts under /proc. A process chooses its own name and
// arguments, so every byte is hostile.
namespace imds::sniffer {

struct ProcStat {
  std::int64_t pid = 0;
  std::string comm;
  std::int64_t parent = 0;
  std::uint64_t start_ticks = 0; // clock ticks after boot
};

/// /proc/PID/stat; nullopt where it is cut or is none.
std::optional<ProcStat> read_stat(std::string_view text);

/// The effective uid of a /proc/PID/status text.
std::optional<std::int64_t> read_uid(std::string_view status);

/// /proc/PID/cmdline to arguments: at most kMaxArguments of them and
/// kMaxArgumentBytes in all, what is cut ends in "...".
inline constexpr std::size_t kMaxArguments = 64;
inline constexpr std::size_t kMaxArgumentBytes = 4096;
std::vector<std::string> read_cmdline(std::string_view text);

/// What a link of /proc says of a program's file, also where an upgrade has
/// replaced the file of one that still runs.
std::string read_exe(std::string link);

/// The name of `uid` in an /etc/passwd text.
std::optional<std::string> read_user(std::string_view passwd, std::int64_t uid);

/// The inode of a link such as "net:[4026531840]" or "socket:[12345]".
std::optional<std::uint64_t> read_link_inode(std::string_view link,
                                             std::string_view kind);

} // namespace imds::sniffer
