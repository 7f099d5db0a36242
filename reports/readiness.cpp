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
    parts.push_back(counted(callers, "program that was seen live",
                            "programs that were seen live"));
  if (places > 0)
    parts.push_back(counted(places, "place in source", "places in source"));
  if (others > 0)
    parts.push_back(counted(others, "setting", "settings"));
  std::string out = list_of(parts) + " would break";
  if (credentials == 0)
    return out;
  if (r.blockers.size() == 1)
    return out + " and lose its credentials";
  return out + fmt::format(", {} of them without credentials", credentials);
}

std::string incomplete_reason(const Report& r) {
  const bool looked = !r.evidence.callers.empty() || !r.evidence.scans.empty();
  std::string out = looked ? "nothing seen would break, but " : "";
  out += r.missing.front().text;
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

void judge_hosts(Report& r) {
  const Evidence& e = r.evidence;
  std::map<std::string, JudgedHost> hosts;
  for (const auto& [name, host] : e.hosts)
    hosts[name].name = name;
  for (std::size_t i = 0; i < e.callers.size(); ++i) {
    JudgedHost& h = hosts[e.names.text(e.callers[i].key.host)];
    ++h.callers;
    h.blockers += any(r.callers[i].rules, Weight::blocker);
  }
  for (auto& [name, judged] : hosts) {
    Evidence one; // coverage of this host alone, by the same rules
    one.facts = 1;
    if (const auto at = e.hosts.find(name); at != e.hosts.end())
      one.hosts.emplace(name, at->second);
    Needs needs = r.needs;
    needs.code = needs.settings = false;
    one.runs["this host"].survey = !one.hosts.empty();
    for (const Item& item : judge_coverage(one, needs))
      judged.missing.push_back(item.rules[0]);
    judged.name = name;
    r.hosts.push_back(std::move(judged));
  }
}

// What is missing for all is missing for each.
bool concerns_all(const Item& item) {
  return item.kind == "input" || item.hosts.empty();
}

void judge_parts(Report& r) {
  const bool for_all = std::ranges::any_of(r.missing, concerns_all);
  std::set<std::string> short_hosts;
  for (JudgedHost& h : r.hosts) {
    const bool gap = for_all || !h.missing.empty();
    h.verdict = h.blockers > 0 ? Verdict::not_ready
                : gap          ? Verdict::incomplete
                               : Verdict::ready;
    if (gap)
      short_hosts.insert(h.name);
  }
  for (Service& s : r.services) {
    const bool gap = std::ranges::any_of(s.callers, [&](std::uint32_t c) {
      const CallerKey& key = r.evidence.callers[c].key;
      return short_hosts.contains(r.evidence.names.text(key.host));
    });
    s.verdict = any(s.rules, Weight::blocker) ? Verdict::not_ready
                : gap || for_all              ? Verdict::incomplete
                                              : Verdict::ready;
  }
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
static void add_settings(Report& r) {
  for (Item& item : judge_settings(r)) {
    const bool gap = info(item.rules.front()).weight == Weight::missing;
    (gap ? r.missing : r.cautions).push_back(std::move(item));
  }
  reconcile(r);
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
  match_instances(r, map ? map->instance_hosts()
                         : std::map<std::string, std::string>());
  append(r.missing, judge_coverage(r.evidence, needs));
  list_items(r);
  judge_software(r);
  add_settings(r);
  if (map)
    map->apply(r);
  rank(r.blockers);
  rank(r.cautions);
  judge_hosts(r);
  judge_parts(r);
  plan_actions(r, known.commands);
  conclude(r);
  return r;
}

} // namespace imds::report
