// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// `imds-ready analyze ARGS...`.
ExitStatus analyze_main(const std::vector<std::string>& args);

} // namespace imds::analyzer
