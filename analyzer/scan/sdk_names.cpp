// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/sdk_names.h"

#include "analyzer/scan/needles.h"
#include "reports/rule_file.h"

#include <algorithm>

namespace imds::analyzer {

namespace {

using nlohmann::json;

void add_name(const json& name, std::vector<std::string>& names) {
  if (!name.is_string())
    return;
  std::string text = name.get<std::string>();
  std::size_t scope = text.rfind("::");
  if (scope != std::string::npos)
    text.erase(0, scope + 2);
  if (text.size() >= Needles::kShortest)
    names.push_back(std::move(text));
}

/// One name, or a list of them.
void add_names(const json& given, std::vector<std::string>& names) {
  if (!given.is_array())
    return add_name(given, names);
  for (const json& name : given)
    add_name(name, names);
}

/// A call that has a verdict of its own asks IMDS by itself. The class of its
/// object is the better name, where the rule has one.
void add_calls(const json& content, bool commands,
               std::vector<std::string>& names) {
  auto calls = content.find("calls");
  if (calls == content.end() || !calls->is_array())
    return;
  for (const json& call : *calls) {
    bool asks = call.is_object() && call.contains("verdict") &&
                call.value("command", false) == commands;
    if (!asks)
      continue;
    auto type = call.find("class");
    auto name = call.find(type == call.end() ? "call" : "class");
    if (name != call.end())
      add_names(*name, names);
  }
}

void sort_once(std::vector<std::string>& names) {
  std::ranges::sort(names);
  const auto copies = std::ranges::unique(names);
  names.erase(copies.begin(), copies.end());
}

} // namespace

AskingNames asking_names(const std::vector<std::string>& rules_dirs) {
  AskingNames names;
  const auto files = load_rules("clients", rules_dirs);
  if (!files)
    return names;
  for (const RuleFile& file : *files) {
    add_calls(file.content, /*commands=*/false, names.sdk);
    add_calls(file.content, /*commands=*/true, names.commands);
  }
  sort_once(names.sdk);
  sort_once(names.commands);
  return names;
}

} // namespace imds::analyzer
