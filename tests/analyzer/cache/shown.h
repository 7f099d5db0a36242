// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/driver.h"

#include <string>

namespace imds::analyzer {

/// All that the outputs show of a run, as one text to compare.
std::string shown(const Result<Run>& run);

/// Lets the files that were just written grow old enough to be believed.
void grow_old();

} // namespace imds::analyzer
