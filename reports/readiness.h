// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/actions.h"
#include "reports/imds.h"
#include "reports/report.h"
#include "reports/software.h"
#include "reports/team_map.h"

namespace imds::report {

/// The data under rules/ that judging needs.
struct Knowledge {
  Imds imds;
  ClientTable clients;
  std::vector<CommandRule> commands;

  static Result<Knowledge> load(const std::vector<std::string>& extra_dirs);
};

/// Judges evidence by the rules of docs/readiness.md. A blocker makes it
/// not-ready, even where evidence is missing; a missing piece makes it
/// incomplete; only what has neither is ready.
/// `map` may be null.
Report judge(Evidence evidence, const Needs& needs, const Knowledge& knowledge,
             TeamMap* map = nullptr);

} // namespace imds::report
