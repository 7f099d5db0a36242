// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/classify.h"
#include "sniffer/engine.h"
#include "sniffer/survey_run.h"

#include <cstdint>
#include <map>
#include <string>

namespace imds::sniffer {

/// What a live survey has seen so far, added up by program and class: enough to
/// judge it and to tell people, in bounded memory however long it runs.
class Tally {
public:
  void add(const Interval& interval);
  /// A sentence for people about what was not seen; each once.
  void note_not_seen(const std::string& sentence);

  /// As if it ended now.
  SurveyRun run() const;

  const Survey& sums() const { return survey_; }
  /// Requests of a class so far.
  std::uint64_t count(RequestClass request_class) const;
  std::size_t callers() const;

private:
  Survey survey_;
  std::map<std::string, Sighting> rows_;
  std::vector<std::string> not_seen_;
};

/// How people know the caller: its program and where it runs.
std::string program_name(const Sighting& row);

} // namespace imds::sniffer
