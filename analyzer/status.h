// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "reports/exit_status.h"

#include <string>
#include <vector>

// From what was found to the exit status that scripts rely on.
namespace imds::analyzer {

struct Outcome {
  ExitStatus status = ExitStatus::incomplete;
  std::string verdict;               // one sentence, without a full stop
  std::vector<std::string> missing;  // why it is incomplete, one a line
  std::vector<std::string> cautions; // what a ready result should not hide
};

/// Whether the finding would break, or breaks unless a switch is set.
bool breaks(const Finding& finding);

/// `strict`: a caution about code that was not judged is incomplete too.
Outcome outcome(const Analysis& analysis, bool strict);

/// "1 file", "2 files".
std::string count_of(std::size_t n, const std::string& noun);

} // namespace imds::analyzer
