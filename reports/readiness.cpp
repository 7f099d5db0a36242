// SPDX-License-Identifier: Apache-2.0
//
// Ready, not-ready or incomplete? A definite blocker is not-ready whatever else
// is missing: more evidence would not take it away. Without one, any missing
// piece is incomplete, because silence nobody listened to proves nothing. A
// caution changes neither.
//
// Tested by tests/reports/readiness_test.cpp, a table with the rows of
// docs/readiness.md.
#include "reports/readiness.h"

#include "reports/joins.h"
#include "reports/judge.h"
#include "reports/part_reasons.h"
#include "reports/reconcile.h"
#include "reports/services.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace imds::report {
namespace {

std::string counted(std::uint64_t n, const char* one, const char* many) {
  return fmt::format("{} {}", n, n == 1 ? one : many);
}

bool is_live(const Evidence& e, const Caller& c) {
  const auto host = e.hosts.find(e.names.text(c.key.host));
  return host != e.hosts.end() && host->second.live;
}

std::string list_of(const std::vector<std::string>& parts) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i)
    out += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  return out;
}

std::string not_ready_reason(const Report& r) {
  std::uint64_t callers = 0, places = 0, others = 0, credentials = 0;
  for (const Item& b : r.blockers) {
    ++(b.kind == "caller" ? callers : b.kind == "finding" ? places : others);
    credentials += b.loss == Loss::credentials;
  }
  std::vector<std::string> parts;
  if (callers > 0)
    parts.push_back(counted(callers, "program that was seen in traffic",
                            "programs that were seen in traffic"));
  if (places > 0)
    parts.push_back(counted(places, "place in source", "places in source"));
  std::string out = list_of(parts) + " would break";
  if (credentials > 0)
    out += callers + places == 1
               ? " and lose its credentials"
               : fmt::format(", {} of them without credentials", credentials);
  if (others > 0)
    out += fmt::format(", and {} too low",
                       counted(others, "hop limit is", "hop limits are"));
  return out;
}

std::string incomplete_reason(const Report& r) {
  const bool looked = !r.evidence.callers.empty() || !r.evidence.scans.empty();
  const Item& first = r.missing.front();
  std::string out = looked ? "nothing seen would break, but " : "";
  out += missing_text(first);
  if (r.missing.size() > 1)
    out += fmt::format(
        ", and {} missing",
        counted(r.missing.size() - 1, "more piece is", "more pieces are"));
  return out;
}

std::string ready_reason(const Report& r) {
  std::uint64_t files = 0;
  for (const Scan& s : r.evidence.scans)
    files += s.files;
  std::vector<std::string> parts;
  if (!r.services.empty() || !r.hosts.empty())
    parts.push_back(counted(r.services.size(), "program", "programs") + " on " +
                    counted(r.hosts.size(), "host", "hosts"));
  if (files > 0)
    parts.push_back(counted(files, "source file", "source files"));
  return "none of " + (parts.empty() ? "nothing" : list_of(parts)) +
         " would break";
}

void judge_hosts(Report& r, const HostGaps& gaps) {
  const Evidence& e = r.evidence;
  std::map<std::string, JudgedHost> hosts;
  for (const auto& [name, host] : e.hosts)
    if (JudgedHost& h = hosts[name]; host.instances.size() == 1)
      h.instance = *host.instances.begin();
  for (const auto& [id, s] : e.settings)
    if (s.origin.host && hosts.contains(*s.origin.host))
      hosts[*s.origin.host].instance = id;
  for (std::size_t i = 0; i < e.callers.size(); ++i) {
    JudgedHost& h = hosts[e.names.text(e.callers[i].key.host)];
    ++h.callers;
    h.blockers += any(r.callers[i].rules, Weight::blocker);
  }
  for (auto& [name, judged] : hosts) {
    judged.name = name;
    if (const auto at = gaps.find(name); at != gaps.end())
      judged.missing.assign(at->second.begin(), at->second.end());
    r.hosts.push_back(std::move(judged));
  }
}

Verdict verdict_of(bool blocked, bool gap) {
  return blocked ? Verdict::not_ready
         : gap   ? Verdict::incomplete
                 : Verdict::ready;
}

// The service's own code may break where no survey saw it run.
bool own_code_breaks(const Report& r, const Service& s) {
  return std::ranges::any_of(s.joins, [&r](std::uint32_t j) {
    const Join& join = r.joins[j];
    return join.sure() && any(r.findings[join.finding].rules, Weight::blocker);
  });
}

// What is missing of no host in particular is missing for each part.
void judge_parts(Report& r) {
  const bool for_all = std::ranges::any_of(
      r.missing, [](const Item& item) { return item.host_count == 0; });
  const bool for_source = std::ranges::any_of(r.missing, [](const Item& item) {
    return item.host_count == 0 && item.kind != "finding";
  });
  std::set<std::string> short_hosts;
  for (JudgedHost& h : r.hosts) {
    const bool gap = for_all || !h.missing.empty();
    h.verdict = verdict_of(h.blockers > 0, gap);
    if (gap)
      short_hosts.insert(h.name);
  }
  for (std::size_t i = 0; i < r.callers.size(); ++i) {
    JudgedCaller& c = r.callers[i];
    const CallerKey& key = r.evidence.callers[i].key;
    const bool gap =
        for_all || short_hosts.contains(r.evidence.names.text(key.host));
    c.verdict = verdict_of(any(c.rules, Weight::blocker), gap);
  }
  for (Service& s : r.services) {
    s.verdict = verdict_of(own_code_breaks(r, s), for_all);
    for (const std::uint32_t c : s.callers)
      s.verdict = std::max(s.verdict, r.callers[c].verdict);
  }
  for (Component& c : r.components)
    if (c.verdict == Verdict::ready && for_source)
      c.verdict = Verdict::incomplete;
}

void conclude(Report& r) {
  if (!r.blockers.empty()) {
    r.verdict = Verdict::not_ready;
    r.reason = not_ready_reason(r);
  } else if (!r.missing.empty()) {
    r.verdict = Verdict::incomplete;
    r.reason = incomplete_reason(r);
  } else {
    r.verdict = Verdict::ready;
    r.reason = ready_reason(r);
  }
}

} // namespace

Result<Knowledge> Knowledge::load(const std::vector<std::string>& dirs) {
  auto imds = Imds::load(dirs);
  if (!imds)
    return std::unexpected(imds.error());
  auto clients = ClientTable::load(dirs);
  if (!clients)
    return std::unexpected(clients.error());
  auto commands = load_commands(dirs);
  if (!commands)
    return std::unexpected(commands.error());
  return Knowledge{std::move(*imds), std::move(*clients), std::move(*commands)};
}

static void append(std::vector<Item>& to, std::vector<Item> from) {
  for (Item& item : from)
    to.push_back(std::move(item));
}

// Items of the settings go where their rule weighs.
static void add_settings(Report& r, HostGaps& gaps) {
  for (Item& item : judge_settings(r, gaps)) {
    const Weight weight = info(item.rules.front()).weight;
    auto& list = weight == Weight::missing   ? r.missing
                 : weight == Weight::blocker ? r.blockers
                                             : r.cautions;
    list.push_back(std::move(item));
  }
  reconcile(r, gaps);
}

Report judge(Evidence evidence, const Needs& needs, const Knowledge& known,
             TeamMap* map) {
  Report r;
  r.evidence = std::move(evidence);
  r.needs = needs;
  for (const Caller& c : r.evidence.callers)
    r.callers.push_back(judge(c, is_live(r.evidence, c)));
  for (const Finding& f : r.evidence.findings)
    r.findings.push_back(judge(f, known.imds));
  group_services(r);
  group_components(r);
  name_clients(r, known.clients);
  join_halves(r);
  join_packages(r);
  match_instances(r, map ? map->instance_hosts()
                         : std::map<std::string, std::string>());
  HostGaps gaps;
  append(r.missing, judge_coverage(r.evidence, needs, gaps));
  list_items(r);
  append(r.cautions, judge_scope(r.evidence));
  append(r.cautions, judge_set_aside(r.evidence));
  judge_software(r);
  add_settings(r, gaps);
  if (map)
    map->apply(r);
  rank(r.blockers);
  rank(r.cautions);
  judge_hosts(r, gaps);
  judge_parts(r);
  group_images(r);
  plan_actions(r, known.commands);
  conclude(r);
  return r;
}

} // namespace imds::report
