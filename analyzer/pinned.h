// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "reports/error.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// An SDK call that falls back where its SDK knows tokens asks without one in a
/// tree that pins an older SDK: its finding becomes v1, and breaks.
Result<void> judge_by_pins(const std::vector<std::string>& rules_dirs,
                           Analysis& analysis);

} // namespace imds::analyzer
