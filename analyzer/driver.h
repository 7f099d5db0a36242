// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/pipeline.h"
#include "reports/error.h"

#include <string>
#include <vector>

// Runs the steps of pipeline.h in their order.
namespace imds::analyzer {

struct Request {
  Settings settings;         // inputs as given; root is filled in
  std::string baseline;      // evidence file of an earlier run; empty: none
  std::string changed_since; // revision; empty: the whole tree
  bool with_clang = true;    // false: the token reader alone (tests)
  bool with_units = false;   // Run::units are needed
};

struct Run {
  Analysis analysis;
  std::vector<ir::Unit> units; // what the linker read; may be empty unless
                               // the request asks for them
};

/// Fails only where nothing can be judged: no input, broken rules, an unusable
/// compilation database that was asked for. All other trouble is in the result.
Result<Run> run(Request request);

} // namespace imds::analyzer
