// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/descriptor.h"

#include <cstdint>
#include <optional>
#include <string>

namespace imds::sniffer {

/// The cgroup2 hierarchy of this host, wherever it is mounted.
class CgroupTree {
public:
  /// Without a mounted hierarchy there is none, and nothing is found in it.
  CgroupTree();

  /// The path of a cgroup below the root ("/system.slice/x.service"); nullopt
  /// where it is gone or the kernel does not open by id (before 5.5).
  std::optional<std::string> path_of(std::uint64_t id) const;

  /// The root folder, to attach programs to; negative where there is none.
  int root() const { return root_.get(); }

private:
  std::string mount_;
  Descriptor root_;
};

/// Where a /proc/mounts text has a cgroup2 file system; empty where nowhere.
std::string find_cgroup2(std::string_view mounts);

} // namespace imds::sniffer
