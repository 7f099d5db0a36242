// SPDX-License-Identifier: Apache-2.0
#include "reports/interfaces.h"

#include <algorithm>
#include <array>

namespace imds::report {
namespace {

// Docker, CNI plugins (cali: Calico, eni: Amazon's), libvirt, LXC and Podman.
constexpr std::array kStarts = {"docker", "br-", "cni",  "veth",   "virbr",
                                "lxc",    "lxd", "cali", "podman", "eni"};

bool is_of_containers(const std::string& interface) {
  return std::ranges::any_of(
      kStarts, [&](const char* start) { return interface.starts_with(start); });
}

} // namespace

bool are_of_containers(const std::vector<std::string>& interfaces) {
  return !interfaces.empty() &&
         std::ranges::all_of(interfaces, is_of_containers);
}

} // namespace imds::report
