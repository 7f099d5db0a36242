// SPDX-License-Identifier: Apache-2.0
#include "sniffer/survey_run.h"

#include "sniffer/classify.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

bool is_v1(const Sighting& s) {
  const auto request_class = class_named(s.request_class);
  return request_class && asks_without_token(*request_class);
}

bool is_hop_limited(const Sighting& s) {
  return s.request_class == name(RequestClass::put_hop_limited);
}

} // namespace

ExitStatus status_of(const SurveyRun& run) {
  if (std::ranges::any_of(run.sightings, is_v1))
    return ExitStatus::v1_in_use;
  const Survey& s = run.survey;
  // As tcpdump leaves it that was killed: nothing shows how long it listened.
  const bool silent = s.source == "file" && s.packets == 0;
  const bool nobody = s.source == "live" && s.unattributed != 0;
  if (s.dropped != 0 || s.gaps != 0 || s.unknown != 0 || nobody || silent ||
      !run.not_seen.empty() ||
      std::ranges::any_of(run.sightings, is_hop_limited))
    return ExitStatus::incomplete;
  return ExitStatus::ready;
}

} // namespace imds::sniffer
