// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "reports/error.h"

#include <string>

namespace imds::analyzer {

/// Sets aside the findings that an earlier run wrote to `path`, an evidence
/// file of `analyze -o`. A baseline is a list of findings and not a pattern, so
/// it never covers one that was not yet written. A verdict that got worse is
/// new.
Result<void> apply_baseline(const std::string& path, Analysis& analysis);

} // namespace imds::analyzer
