// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace imds::analyzer {

/// Names of SDK classes and functions that ask IMDS without the caller
/// spelling it, from the client rules; empty where these cannot be read.
std::vector<std::string> sdk_names(const std::vector<std::string>& rules_dirs);

/// Programs that ask by themselves where a script runs them.
std::vector<std::string>
command_names(const std::vector<std::string>& rules_dirs);

} // namespace imds::analyzer
