// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace imds::report {

/// Finds the host of each instance: by the mapping (`mapped`), by what the
/// evidence says, by the id that the host's firmware names, by its private DNS
/// name, Name tag or id.
void match_instances(Report& report,
                     const std::map<std::string, std::string>& mapped);

/// AWS's counts beside the survey's, per window. Calls that no survey saw are
/// missing pieces.
void reconcile(Report& report, HostGaps& gaps);

} // namespace imds::report
