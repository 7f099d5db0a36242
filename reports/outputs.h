// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report_options.h"

namespace imds::report {

/// Refuses two outputs in one place, and to write a report over evidence: of
/// `--json *.ndjson` the shell makes an output of the first file, and an input
/// of the others.
Result<void> check_outputs(const ReportOptions& options);

/// Writes every output that was asked for; text on stdout where it is free.
Result<void> write_outputs(const Report& report, const ReportOptions& options);

} // namespace imds::report
