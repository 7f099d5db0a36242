// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace imds::report {

/// A command of rules/commands/, its placeholders not filled in.
struct CommandRule {
  int order = 0;
  Command command;
};

/// In the order to run them.
Result<std::vector<CommandRule>>
load_commands(const std::vector<std::string>& extra_dirs);

/// The hop limit that a token must survive to reach every caller seen.
int hop_limit_needed(const Evidence& evidence);

/// What to do for this fleet: mend, upgrade, then AWS's side in order.
void plan_actions(Report& report, const std::vector<CommandRule>& rules);

} // namespace imds::report
