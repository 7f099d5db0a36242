// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <string>
#include <vector>

namespace imds::report {

/// Instances that get the same command.
struct InstanceGroup {
  std::vector<std::string> ids;
  std::string options; // beside tokens and endpoint; each on its own line
};

struct InstancePlan {
  std::vector<InstanceGroup> groups; // never empty
  std::size_t left_out = 0;          // a command line has its limits
};

/// The instances that do not require tokens yet, those that are surest to
/// survive it first. Where none is known, one group that holds "i-...".
InstancePlan plan_instances(const Report& report);

/// The hop limit for launches: what the callers seen here need, and never lower
/// than what some instance has, for somebody raised it.
int hop_limit_for_launches(const Report& report);

} // namespace imds::report
