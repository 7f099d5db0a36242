// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace imds::sniffer {

/// What a cgroup path tells about who runs in it; what it does not tell is
/// nullopt.
struct CgroupOwner {
  std::optional<std::string> unit;      // innermost systemd unit
  std::optional<std::string> container; // id, or name for machines
  std::optional<std::string> runtime;   // docker, containerd, cri-o, podman ...
  std::optional<std::string> pod;       // Kubernetes pod uid, with dashes
};

/// Reads any path; never fails. The innermost container wins.
CgroupOwner read_cgroup_path(std::string_view path);

/// The path of a /proc/PID/cgroup text that tells most: one that names a
/// container, else a unit, else any but "/". Empty where there is no line.
std::string pick_cgroup(std::string_view proc_cgroup);

} // namespace imds::sniffer
