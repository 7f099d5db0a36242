// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

namespace imds::report {

/// Finds services and findings that are the same program, into Report::joins,
/// Service::joins and JudgedFinding::joins. Each says why and how sure.
void join_halves(Report& report);

/// Joins services with the `software` facts that set their client's version;
/// after join_halves.
void join_packages(Report& report);

} // namespace imds::report
