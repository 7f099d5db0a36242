// SPDX-License-Identifier: Apache-2.0
//
// What exactly do I do, in which order, and how do I go back? First the callers
// and the code that would break, worst first; then AWS's side, whose commands
// are data (rules/commands/) and get this fleet's instances and hop limit.
//
// A token dies after as many hops as the limit says: 1 reaches the host, 2 a
// container behind a bridge. 3 (containers in containers, some eBPF networks)
// cannot be told from outside; docs/readiness.md says when to try it.
//
// Tested by tests/reports/actions_test.cpp; tests/reports/commands_test.py
// checks each operation and parameter against AWS's own service model.
#include "reports/actions.h"

#include "reports/rule_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::size_t kMaxFixes = 50;
constexpr std::size_t kMaxInstances = 200;

void replace(std::string& text, std::string_view what,
             const std::string& with) {
  for (auto at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size()))
    text.replace(at, what.size(), with);
}

CommandRule rule_of(const nlohmann::json& j) {
  CommandRule rule;
  rule.order = j["order"].get<int>();
  rule.command.kind = j["kind"].get<std::string>();
  rule.command.title = j["title"].get<std::string>();
  rule.command.note = j.value("note", "");
  rule.command.reversible = j.value("reversible", true);
  for (const auto& line : j["lines"])
    rule.command.command += line.get<std::string>() + '\n';
  rule.command.command.pop_back();
  return rule;
}

/// The instances of this fleet that do not require tokens yet.
std::vector<std::string> open_instances(const Evidence& e) {
  std::vector<std::string> ids;
  for (const auto& [id, s] : e.settings)
    if (s.http_tokens != "required" && ids.size() < kMaxInstances)
      ids.push_back(id);
  return ids;
}

bool any_ipv6(const Evidence& e) {
  return std::ranges::any_of(
      e.settings, [](const auto& s) { return s.second.ipv6 == "enabled"; });
}

// Never lower than what some instance has today: somebody raised it for a
// container that was not seen here.
int hop_limit_for_launches(const Evidence& e, int needed) {
  for (const auto& [id, s] : e.settings)
    needed = std::max(needed, s.hop_limit.value_or(1));
  return needed;
}

Command mend(const Report& r, const Item& item) {
  Command c;
  c.kind = "fix";
  c.title =
      (item.kind == "setting" ? "Raise the hop limit of " : "Mend ") + item.who;
  c.note = item.text;
  c.command = item.settle;
  for (const std::uint32_t f : item.findings)
    if (item.kind == "caller")
      c.note += fmt::format(" (source: {}:{})", r.evidence.findings[f].file,
                            r.evidence.findings[f].line);
  return c;
}

void add_fixes(Report& r, std::vector<Command>& out) {
  for (const Item& item : r.blockers)
    if (out.size() < kMaxFixes)
      out.push_back(mend(r, item));
  if (r.blockers.size() > kMaxFixes)
    out.push_back({.title = fmt::format("Mend the other {} blockers",
                                        r.blockers.size() - kMaxFixes),
                   .note = "They are listed in --json, worst first.",
                   .command = "",
                   .kind = "fix"});
}

bool is_upgrade(Rule rule) {
  return rule == Rule::traffic_old_client || rule == Rule::software_old;
}

void add_upgrades(const Report& r, std::vector<Command>& out) {
  std::size_t left = kMaxFixes;
  for (const Item& item : r.cautions)
    if (std::ranges::any_of(item.rules, is_upgrade) && left-- > 0)
      out.push_back({.title = "Upgrade " + item.who,
                     .note = item.text,
                     .command = item.settle,
                     .kind = "upgrade"});
}

} // namespace

Result<std::vector<CommandRule>>
load_commands(const std::vector<std::string>& extra_dirs) {
  auto files = load_rules("commands", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  std::vector<CommandRule> rules;
  for (const RuleFile& file : *files)
    for (const auto& command : file.content["commands"])
      rules.push_back(rule_of(command));
  std::ranges::sort(rules, {}, [](const CommandRule& rule) {
    return std::tie(rule.order, rule.command.title);
  });
  return rules;
}

int hop_limit_needed(const Evidence& e) {
  const bool behind_a_hop = std::ranges::any_of(e.callers, [](const auto& c) {
    return c.contained() || c.count(RequestClass::put_hop_limited) > 0;
  });
  return behind_a_hop ? 2 : 1;
}

void plan_actions(Report& r, const std::vector<CommandRule>& rules) {
  r.hop_limit = hop_limit_needed(r.evidence);
  const int at_launch = hop_limit_for_launches(r.evidence, r.hop_limit);
  const auto instances = open_instances(r.evidence);
  std::string all;
  for (const std::string& id : instances)
    all += (all.empty() ? "" : " ") + id;
  add_fixes(r, r.commands);
  add_upgrades(r, r.commands);
  for (const CommandRule& rule : rules) {
    Command c = rule.command;
    replace(c.command, "{canary}",
            instances.empty() ? "i-..." : instances.front());
    replace(c.command, "{instances}", all.empty() ? "i-..." : all);
    replace(c.command, "{hop_limit}", std::to_string(at_launch));
    replace(c.command, "{raise}",
            r.hop_limit == 1
                ? ""
                : fmt::format(" \\\n  --http-put-response-hop-limit {}",
                              r.hop_limit));
    replace(c.command, "{ipv6}",
            any_ipv6(r.evidence) ? " \\\n  --http-protocol-ipv6 enabled" : "");
    r.commands.push_back(std::move(c));
  }
  int step = 0;
  for (Command& c : r.commands)
    c.step = ++step;
}

} // namespace imds::report
