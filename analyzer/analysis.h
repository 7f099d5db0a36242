// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/mention.h"
#include "analyzer/suggestion.h"
#include "reports/facts.h"

#include <set>
#include <string>
#include <vector>

// What one run of `analyze` knows at its end: everything that the outputs and
// the exit status are made of, and nothing of how it was found.
namespace imds::analyzer {

/// Whether this run complains about a finding, and if not, why. Evidence holds
/// all but the allowed ones: it says what is in the tree, not what is new.
enum class Standing {
  reported,
  allowed,   // an `imds-ready: allow(rule) reason` comment covers it
  known,     // in the --baseline
  unchanged, // nothing of it changed since --changed-since
};

struct Noted {
  Finding finding;
  Standing standing = Standing::reported;
  std::string why; // the reason of an allow comment, else empty
};

/// An allow comment that does nothing, or that cannot be read.
struct StaleAllow {
  std::string file;
  int line = 0;
  std::string what; // "allow(libcurl.v1_get) covers no finding"
};

struct Analysis {
  std::string root; // where `file` of findings and mentions starts
  Scan scan;
  std::vector<Noted> findings; // by file, line, column, rule
  std::vector<Software> software;
  std::vector<Mention> mentions;
  /// Files with mentions or pins that nothing touched since --changed-since.
  std::set<std::string> unchanged;
  std::vector<StaleAllow> stale_allows;
  std::vector<std::string> failed;      // units that crashed or ran too long
  std::vector<std::string> over_budget; // functions given up on
  std::vector<Suggestion> suggestions;
  bool looked_at_code = false; // a C or C++ file or a shell script was read
};

/// The findings that this run complains about, in order; v2 ones included.
std::vector<const Finding*> reported(const Analysis& analysis);

/// Whether it complains about mentions and pins of this file, too.
bool concerns(const Analysis& analysis, const std::string& file);

} // namespace imds::analyzer
