// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"

#include <string>
#include <vector>

namespace imds {

/// `imds-ready --completion SHELL`: a script for bash, zsh or fish. The script
/// asks each verb for its own options when they are completed, so it need not
/// be renewed with the program.
ExitStatus print_completion(const std::vector<std::string>& args);

} // namespace imds
