// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/line_reader.h"
#include "reports/merge.h"

#include <string>

namespace imds::report {

/// Reads evidence line by line into `merge`; lines that are none are counted
/// and become one Trouble a kind. False where no line was a fact.
bool read_evidence(const std::string& path, LineReader& reader, Merge& merge);

} // namespace imds::report
