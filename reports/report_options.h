// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/options.h"
#include "reports/report.h"

#include <string>
#include <vector>

namespace imds::report {

/// The command line of `imds-ready report`, as it was typed.
struct ReportOptions {
  std::vector<std::string> inputs;
  std::vector<std::string> text, json, html, md, sarif, junit, csv;
  std::vector<std::string> require, fail_on; // lists, and all of them count
  std::string min_survey = "7d";
  std::string map, baseline, diff;

  Verb verb();
};

/// What *ready* needs by these options.
Result<Needs> needs_of(const ReportOptions& options);

} // namespace imds::report
