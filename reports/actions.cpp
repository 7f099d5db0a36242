// SPDX-License-Identifier: Apache-2.0
//
// What exactly do I do, in which order, and how do I go back? First the callers
// and the code that would break, worst first; then AWS's side, whose commands
// are data (rules/commands/) and get this fleet's instances and hop limit.
//
// A token dies after as many hops as the limit says: 1 reaches the host, 2 a
// container behind a bridge. 3 (containers in containers, some eBPF networks)
// cannot be told from outside; the fix of a caller that gets no token says so.
//
// Tested by tests/reports/actions_test.cpp; tests/reports/commands_test.py
// checks each operation and parameter against AWS's own service model.
#include "reports/actions.h"

#include "reports/instance_plan.h"
#include "reports/paragraph.h"
#include "reports/rule_file.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::size_t kMaxFixes = 50;

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
  const bool behind_a_hop = std::ranges::any_of(e.callers, [&e](const auto& c) {
    return (c.contained() && !is_on_host_network(e, c)) ||
           c.count(RequestClass::put_hop_limited) > 0;
  });
  return behind_a_hop ? 2 : 1;
}

namespace {

std::string joined(const std::vector<std::string>& ids) {
  std::string out;
  for (const std::string& id : ids)
    out += (out.empty() ? "" : " ") + id;
  return out;
}

Command filled(const CommandRule& rule, const InstancePlan& plan,
               const InstanceGroup& group, int hop_limit) {
  Command c = rule.command;
  replace(c.command, "{canary}", plan.groups.front().ids.front());
  replace(c.command, "{instances}", joined(group.ids));
  replace(c.command, "{options}", group.options);
  replace(c.command, "{hop_limit}", std::to_string(hop_limit));
  return c;
}

// A command for each group of instances; the last one says who is not in it.
void add_each(const CommandRule& rule, const InstancePlan& plan, int hop_limit,
              std::vector<Command>& out) {
  for (const InstanceGroup& group : plan.groups) {
    out.push_back(filled(rule, plan, group, hop_limit));
    if (plan.groups.size() > 1)
      out.back().title +=
          fmt::format(" ({}{})", counted(group.ids.size(), "instance"),
                      group.options.find("hop-limit") == std::string::npos
                          ? ""
                          : ", raising the hop limit");
  }
  if (plan.left_out > 0)
    out.back().note = fmt::format(
        "{} more are not in these commands: they are listed in --json.",
        plan.left_out);
}

} // namespace

void plan_actions(Report& r, const std::vector<CommandRule>& rules) {
  r.hop_limit = hop_limit_needed(r.evidence);
  const int at_launch = hop_limit_for_launches(r);
  const auto plan = plan_instances(r);
  add_fixes(r, r.commands);
  add_upgrades(r, r.commands);
  for (const CommandRule& rule : rules)
    if (rule.command.command.find("{instances}") != std::string::npos)
      add_each(rule, plan, at_launch, r.commands);
    else
      r.commands.push_back(filled(rule, plan, plan.groups.front(), at_launch));
  int step = 0;
  for (Command& c : r.commands)
    c.step = ++step;
}

} // namespace imds::report
