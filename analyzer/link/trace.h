// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/clients.h"
#include "analyzer/link/flow.h"
#include "analyzer/link/program.h"
#include "reports/imds.h"

namespace imds::analyzer::link {

/// Every request to IMDS on every path of the program. Deterministic; bounded
/// in steps, and what went over is named in Flows::over_budget.
Flows trace(const Program& program, const Imds& imds, const Clients& clients);

} // namespace imds::analyzer::link
