// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <map>
#include <set>
#include <string>

namespace imds::report {

/// What an earlier `report --json` said, as far as comparing needs it.
struct Earlier {
  std::string verdict;
  std::map<std::string, std::string> blockers;        // id to who
  std::map<std::string, std::set<std::string>> rules; // the same's
  std::set<std::string> cautions;                     // ids
  std::set<std::string> findings;              // fingerprints of blockers
  std::map<std::string, std::string> services; // name to verdict
};

/// Reads a report of this version's schema; its callers are passed over, so a
/// fleet's report costs little.
Result<Earlier> read_report(const std::string& path);

/// Marks what the baseline has as known: of blockers a caller with all its
/// code and its rules, and code however it was joined then; of cautions also
/// what was a blocker then. A missing piece is never known.
void mark_known(Report& report, const Earlier& baseline);

/// Fills Report::changes: what is new, gone, became ready, or came back.
void compare(Report& report, const Earlier& old);

} // namespace imds::report
