// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"

#include <string>
#include <vector>

namespace imds {

/// `imds-ready rules` and `imds-ready rules explain ID`.
ExitStatus rules_main(const std::vector<std::string>& args);

} // namespace imds
