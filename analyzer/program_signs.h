// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/ir.h"
#include "reports/imds.h"

#include <string>
#include <string_view>
#include <vector>

// What of a finding a survey may see again: the program that it is built into
// and the User-Agent that it sends.
namespace imds::analyzer {

/// The target that compiles `file` (relative to the tree), by the object files
/// that the text of a compilation database names; empty where none is sure.
std::string build_target(std::string_view database, std::string_view file);

/// Whether a literal reads as a User-Agent: "agent/2.1", "agent/%s".
bool is_user_agent(std::string_view text);

/// Fills `target`, `strings` and `literals` of each finding. `build_dir` may be
/// empty.
void add_program_signs(const std::string& build_dir,
                       const std::vector<ir::Unit>& units, const Imds& imds,
                       Analysis& analysis);

} // namespace imds::analyzer
