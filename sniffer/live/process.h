// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/caller.h"
#include "sniffer/live/container_images.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace imds::sniffer {

/// Reads what /proc and a container's runtime tell about one process. Holds
/// what does not change: the boot time, the names of users, images of
/// containers.
class ProcessReader {
public:
  /// What of a command line and a user may be kept (--no-argv, --no-user).
  struct Options {
    bool argv = true;
    bool user = true;
  };
  ProcessReader() : ProcessReader(Options{}) {}
  explicit ProcessReader(Options options);

  /// Everything of `caller` that /proc still knows about `pid`, secrets
  /// masked. False where there is no such process, or where it started after
  /// `not_after_ns` (since boot; 0: any), so that its pid was used again.
  bool fill(std::int64_t pid, std::int64_t not_after_ns, Caller& caller);

  /// Sets `cgroup`, what its path tells, and the image of the container.
  void set_cgroup(std::string path, Caller& caller);
  void set_uid(std::int64_t uid, Caller& caller);

  /// When the host was booted, since 1970.
  std::int64_t boot_ns() const { return boot_ns_; }

private:
  std::optional<std::string> user_of(std::int64_t uid);

  Options options_;
  std::int64_t boot_ns_ = 0;
  std::int64_t tick_ns_ = 0;
  std::map<std::int64_t, std::optional<std::string>> users_;
  ContainerImages images_;
};

/// The text of a file of /proc, cut at `most` bytes; empty where it cannot be
/// read.
std::string read_proc_file(const std::string& path, std::size_t most);

/// Where a symbolic link points to; empty where it cannot be read.
std::string read_link(const std::string& path);

} // namespace imds::sniffer
