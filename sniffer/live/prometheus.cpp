// SPDX-License-Identifier: Apache-2.0
//
// A series per program and class, never per process: a one-shot pid a second
// would be 86,400 series a day. Label values come from strangers (a process
// names itself), so they are escaped and cut.
// Tested by tests/sniffer/live/prometheus_test.cpp.
#include "sniffer/live/prometheus.h"

#include "reports/term.h"

#include <fmt/format.h>
#include <map>

namespace imds::sniffer {
namespace {

constexpr std::size_t kLongestLabel = 128;

std::string label(const std::optional<std::string>& value) {
  std::string out;
  for (const char c :
       term::printable(value.value_or("").substr(0, kLongestLabel))) {
    if (c == '\\' || c == '"')
      out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

std::string family(const char* name, const char* kind, const char* help) {
  return fmt::format("# HELP {0} {2}\n# TYPE {0} {1}\n", name, kind, help);
}

std::string single(const char* name, const char* help, std::uint64_t value) {
  return family(name, "counter", help) + fmt::format("{} {}\n", name, value);
}

} // namespace

std::string prometheus_text(const SurveyRun& run) {
  constexpr const char* kRequests = "imds_ready_requests_total";
  std::map<std::string, std::uint64_t> series;
  for (const Sighting& row : run.sightings)
    series[fmt::format("{}{{class=\"{}\",comm=\"{}\",unit=\"{}\","
                       "container=\"{}\"}}",
                       kRequests, label(row.request_class), label(row.comm),
                       label(row.unit), label(row.container))] += row.count;
  std::string text =
      family(kRequests, "counter", "Requests to IMDS by class and caller.");
  for (const auto& [name, count] : series)
    text += fmt::format("{} {}\n", name, count);
  const Survey& sums = run.survey;
  text += single("imds_ready_packets_total", "Packets that were read.",
                 sums.packets);
  text += single("imds_ready_packets_dropped_total",
                 "Packets lost before they could be read.", sums.dropped);
  text += single("imds_ready_gaps_total",
                 "Places where bytes of a connection are missing.", sums.gaps);
  text += single("imds_ready_unattributed_total",
                 "Requests that could not be given to a process.",
                 sums.unattributed);
  text += single("imds_ready_unknown_total",
                 "Requests that could not be judged.", sums.unknown);
  return text;
}

} // namespace imds::sniffer
