// SPDX-License-Identifier: Apache-2.0
//
// Did a live survey look everywhere? It may be told to watch some interfaces or
// one network namespace. What the host itself asks goes out by its uplink: who
// watches the bridges of its containers alone never sees it.
//
// Tested by tests/reports/readiness_test.cpp.
#include "reports/gap.h"
#include "reports/judge.h"

namespace imds::report {
namespace {

using Words = std::set<std::string>;

void add(const std::string& host, const Words& watched, Gap& gap) {
  const std::vector<std::string> names(watched.begin(), watched.end());
  if (!names.empty())
    gap.add_of_host(host, host, first_names(names, names.size()));
}

} // namespace

void judge_uplink(const Evidence& e, const Needs& needs,
                  std::vector<Item>& items, HostGaps& gaps) {
  Gap uplink(Rule::missing_uplink, "survey");
  for (const auto& [id, run] : e.runs)
    if (run.bridged != 0 && run.bridged >= needs.surveys_since())
      add(e.names.text(run.host), run.watched, uplink);
  std::move(uplink).give(items, gaps);
}

std::vector<Item> judge_scope(const Evidence& e) {
  std::map<std::string, Words> watched; // by host
  for (const auto& [id, run] : e.runs)
    if (run.bridged == 0)
      watched[e.names.text(run.host)].insert(run.watched.begin(),
                                             run.watched.end());
  Gap narrow(Rule::traffic_narrow, "host");
  for (const auto& [host, names] : watched)
    add(host, names, narrow);
  std::vector<Item> items;
  HostGaps none_is_missing;
  std::move(narrow).give(items, none_is_missing);
  return items;
}

} // namespace imds::report
