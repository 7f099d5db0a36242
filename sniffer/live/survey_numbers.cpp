// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/survey_numbers.h"

#include "reports/evidence.h"

#include <nlohmann/json.hpp>

namespace imds::sniffer {

std::string SurveyNumbers::lines_of(Interval interval) {
  const auto number = [this](Origin& origin) {
    origin.host = machine.host;
    origin.run = survey;
    origin.seq = next_seq++;
  };
  std::string text;
  for (Sighting& sighting : interval.sightings) {
    number(sighting.origin);
    text += evidence::dump(to_json(sighting)) + "\n";
  }
  number(interval.survey.origin);
  interval.survey.instance = machine.instance;
  return text + evidence::dump(to_json(interval.survey)) + "\n";
}

} // namespace imds::sniffer
