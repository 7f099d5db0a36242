// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace imds::report {

/// Whether these are some, and all of them bridges and veths of containers or
/// virtual machines, which the host's own requests do not pass.
bool are_of_containers(const std::vector<std::string>& interfaces);

} // namespace imds::report
