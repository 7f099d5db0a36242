// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/engine.h"
#include "sniffer/live/machine.h"

#include <cstdint>
#include <string>

namespace imds::sniffer {

/// Who writes the facts of a survey, and which number is the next: a (survey,
/// seq) pair is never used twice, so copies of a fact stay copies.
struct SurveyNumbers {
  Machine machine;
  std::string survey;
  std::uint64_t next_seq = 0;

  /// The facts of an interval as lines of evidence, the survey last.
  std::string lines_of(Interval interval);
};

} // namespace imds::sniffer
