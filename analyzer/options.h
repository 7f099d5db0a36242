// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/driver.h"
#include "reports/options.h"

#include <string>

namespace imds::analyzer {

/// The command line of `analyze`.
struct AnalyzeOptions {
  Request request;
  std::string output; // -o: evidence
  std::string sarif;
  std::string gitlab;
  bool evidence = false; // the facts on stdout
  bool all = false;
  bool suggest_rules = false;
  bool show_skipped = false;
  bool strict = false;
  bool no_prefilter = false;
  bool no_cache = false;
  bool dump_ir = false;
  std::string color = "auto";
};

/// Its table; the targets are in `options`, which must outlive it.
Verb analyze_verb(AnalyzeOptions& options);

} // namespace imds::analyzer
