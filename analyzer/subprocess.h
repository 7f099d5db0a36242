// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// Runs a program (found in PATH, no shell) and returns its stdout. Fails with
/// the first line of its stderr where it does not end with 0.
Result<std::string> output_of(const std::vector<std::string>& command);

} // namespace imds::analyzer
