// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"
#include "reports/facts.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imds::sniffer {

/// A finished survey in memory: what its evidence says, and what people are
/// told besides.
struct SurveyRun {
  Survey survey; // source, method and interfaces included
  std::vector<Sighting> sightings;
  std::vector<std::string> not_seen; // sentences: files cut off, link types
  /// Of captures: what each recording adds to `survey`. Nobody listened in the
  /// time between two of them.
  std::vector<Survey> recordings;
};

/// The exit status of `sniff`: docs/evidence.md has the table.
ExitStatus status_of(const SurveyRun& run);

/// The summary for people: the verdict first, then who would break, then the
/// others, then what was not seen.
std::string summary_of(const SurveyRun& run);

} // namespace imds::sniffer
