// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace imds::analyzer {

/// Names of what asks IMDS without the caller spelling it, each list sorted.
struct AskingNames {
  std::vector<std::string> sdk;      // classes and functions of SDKs
  std::vector<std::string> commands; // programs, where a script runs them
};

/// From the client rules; empty where these cannot be read.
AskingNames asking_names(const std::vector<std::string>& rules_dirs);

} // namespace imds::analyzer
