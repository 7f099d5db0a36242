// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/imds.h"
#include "reports/report.h"

namespace imds::report {

struct Knowledge; // rules/software, rules/commands
class TeamMap;

/// Judges evidence by the rules of docs/readiness.md. A blocker makes it
/// not-ready, even where evidence is missing; a missing piece makes it
/// incomplete; only what has neither is ready.
Report judge(Evidence evidence, const Needs& needs, const Imds& imds);

} // namespace imds::report
