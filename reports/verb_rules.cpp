// SPDX-License-Identifier: Apache-2.0
//
// Lists the rules and explains one. A rule of `analyze` is any object in
// rules/clients/ with an "id" and a "summary"; where it stands in its file is
// the file's business. Those of `report` are the table that it judges by.
#include "reports/verb_rules.h"

#include "reports/options.h"
#include "reports/paragraph.h"
#include "reports/readiness_rules.h"
#include "reports/rule_file.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <map>
#include <sstream>

namespace imds {
namespace {

using nlohmann::json;

/// Rules by id, with the file that each stands in.
struct Rule {
  json content;
  std::string path;
};
using Rules = std::map<std::string, Rule>;

void collect(const json& value, const std::string& path, Rules& out) {
  if (value.is_object() && value.contains("id") && value.contains("summary"))
    out[value["id"].get<std::string>()] = {value, path};
  if (value.is_structured())
    for (const json& inner : value)
      collect(inner, path, out);
}

void add_readiness_rules(Rules& out) {
  for (std::size_t i = 0; i < report::kRuleCount; ++i) {
    const report::RuleInfo& rule = report::info(static_cast<report::Rule>(i));
    out[rule.id] = {
        {{"summary", report::sentence(rule.why)}, {"fix", rule.settle}},
        "docs/readiness.md"};
  }
}

Result<Rules> all_rules(const std::vector<std::string>& dirs) {
  auto files = load_rules("clients", dirs);
  if (!files)
    return std::unexpected(files.error());
  Rules rules;
  for (const RuleFile& file : *files)
    collect(file.content, file.path, rules);
  add_readiness_rules(rules);
  return rules;
}

std::string list(const Rules& rules) {
  std::size_t width = 0;
  for (const auto& [id, rule] : rules)
    width = std::max(width, id.size());
  std::string out;
  for (const auto& [id, rule] : rules)
    out += fmt::format("{:<{}}  {}\n", id, width,
                       rule.content["summary"].get<std::string>());
  return out;
}

/// Text of a key that is a string or a list of lines.
std::string text_of(const json& rule, const char* key) {
  auto at = rule.find(key);
  if (at == rule.end())
    return "";
  if (at->is_string())
    return at->get<std::string>();
  std::string out;
  if (at->is_array())
    for (const json& line : *at)
      if (line.is_string())
        out += (out.empty() ? "" : "\n") + line.get<std::string>();
  return out;
}

std::string explain(const std::string& id, const Rule& rule) {
  std::string out =
      fmt::format("{}: {}\n", id, text_of(rule.content, "summary"));
  for (const char* key : {"why", "fix"}) {
    std::istringstream lines(text_of(rule.content, key));
    std::string line;
    for (bool first = true; std::getline(lines, line); first = false)
      out += (first ? fmt::format("\n{}:\n", key) : "") + "  " + line + "\n";
  }
  return out + "\nfile: " + rule.path + "\n";
}

ExitStatus explain_by_id(const Rules& rules, const std::string& id) {
  if (auto at = rules.find(id); at != rules.end())
    return term::print(explain(id, at->second));
  std::vector<std::string> ids;
  for (const auto& [known, rule] : rules)
    ids.push_back(known);
  std::string near = nearest(id, ids);
  term::error(
      {"unknown rule '" + id + "'", "",
       near.empty() ? "imds-ready rules" : "did you mean '" + near + "'?"});
  return ExitStatus::could_not_run;
}

} // namespace

ExitStatus rules_main(const std::vector<std::string>& args) {
  std::vector<std::string> words, dirs;
  Verb verb{.name = "rules",
            .summary = "list the rules, or explain one",
            .usage = "imds-ready rules [explain ID] [options]",
            .about =
                "The rules of `analyze` are data: JSON files that say how a "
                "client library asks IMDS. The built-in ones lie in "
                "share/imds-ready/rules. Those of `report` are explained "
                "in docs/readiness.md.",
            .positional = "explain ID",
            .arguments = &words,
            .options = {{.names = "--rules",
                         .value = "DIR",
                         .group = "input",
                         .brief = "add or replace rules by those of DIR",
                         .full = "May be given more than once; a file of the "
                                 "same name replaces the built-in one.",
                         .into = &dirs}},
            .examples = {{"imds-ready rules", ""},
                         {"imds-ready rules explain libcurl.v1_get", ""}}};
  auto parsed = parse(verb, args);
  if (!parsed) {
    term::error(parsed.error());
    return ExitStatus::could_not_run;
  }
  if (parsed->done)
    return ExitStatus::ready;
  auto rules = all_rules(dirs);
  if (!rules) {
    term::error(rules.error());
    return ExitStatus::could_not_run;
  }
  if (words.empty())
    return term::print(list(*rules));
  if (words.size() == 2 && words[0] == "explain")
    return explain_by_id(*rules, words[1]);
  term::error(
      {"wants nothing or 'explain ID'", "rules", "imds-ready rules -h"});
  return ExitStatus::could_not_run;
}

} // namespace imds
