// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "capture_writer.h"

#include "reports/facts.h"

#include <map>
#include <string>
#include <vector>

// A case of tests/sniffer/cases/: text to packets and to what must come of
// them. tests/sniffer/cases/README.md describes the language.
namespace imds::sniffer::test {

/// "v1_ok GET /latest/meta-data/ 200" -> how often.
using Rows = std::map<std::string, std::uint64_t>;

/// `expect ROW key=value`: some sighting of the row has that value.
struct Detail {
  std::string row;
  std::string key;
  std::string value;
};

struct PktCase {
  std::string sentence;
  LinkStyle link;
  std::vector<std::string> endpoints;
  std::vector<Recorded> packets;
  Rows rows;
  std::vector<Detail> details;
  std::uint64_t gaps = 0;
  int status = 0;
  std::string tshark_differs; // why; empty: it must agree
};

/// Fails with "line N: ..." where the text is not a case.
Result<PktCase> parse_case(const std::string& text);

std::string row_of(const Sighting& sighting);
Rows rows_of(const std::vector<Sighting>& sightings);
/// What the sighting says to a detail's key: "cause", "caller", "peer" ...
std::string detail_of(const Sighting& sighting, const std::string& key);

} // namespace imds::sniffer::test
