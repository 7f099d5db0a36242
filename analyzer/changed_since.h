// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"
#include "analyzer/ir.h"
#include "reports/error.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

// Pull requests: only what they touch is complained about.
namespace imds::analyzer {

/// Lines that differ from a revision, by file relative to the tree.
struct Changes {
  std::map<std::string, std::set<int>> lines;
  std::set<std::string> whole; // files that the revision does not have
};

/// Reads `git diff --unified=0`. A deletion touches the lines around it.
Changes parse_diff(std::string_view diff);

/// Asks git what differs between the tree and the point where it left `rev`,
/// untracked files included.
Result<Changes> changes_since(const std::string& rev, const std::string& root);

/// Sets aside the findings none of whose functions changed: a finding counts
/// as changed where its place or a step of its trace is a changed line, or
/// lies in a function that has one. Files that it leaves out with all that was
/// not decided in them are `unchanged`: this run is silent about them, and the
/// evidence is not.
void keep_changed(const Changes& changes, const std::vector<ir::Unit>& units,
                  Analysis& analysis);

} // namespace imds::analyzer
