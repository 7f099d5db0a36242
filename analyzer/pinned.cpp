// SPDX-License-Identifier: Apache-2.0
//
// What an SDK call does is a matter of the SDK's version, and the tree may say
// which one it is. The rule of such a call names its `software`. Where all pins
// of that software speak v1, so does the call; where they differ (a vendored
// copy, an example) nobody knows which one is linked, and the finding stays
// what it is, beside the caution that names the old one.
//
// Tested by pinned_test.cpp.
#include "analyzer/pinned.h"

#include "reports/rule_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace imds::analyzer {
namespace {

/// The software that decides about each rule's calls.
Result<std::map<std::string, std::string>>
software_of_rules(const std::vector<std::string>& rules_dirs) {
  const auto files = load_rules("clients", rules_dirs);
  if (!files)
    return std::unexpected(files.error());
  std::map<std::string, std::string> out;
  for (const RuleFile& file : *files)
    for (const auto& rule :
         file.content.value("rules", nlohmann::json::array()))
      if (rule.contains("software"))
        out[rule["id"]] = rule["software"];
  return out;
}

/// The pin, if the tree has some of that name and all are too old.
const Software* old_pin(const Analysis& analysis, const std::string& name) {
  const Software* out = nullptr;
  for (const Software& pin : analysis.software) {
    if (pin.name != name)
      continue;
    if (pin.speaks != "v1")
      return nullptr;
    out = &pin;
  }
  return out;
}

void make_v1(const Software& pin, Finding& finding) {
  finding.verdict = "v1";
  finding.under_required = "breaks";
  finding.message = fmt::format(
      "asks IMDS without a token: {} pins {} {}, which knows no IMDSv2. Under "
      "HttpTokens=required IMDS answers 401 to it.",
      pin.path, pin.name, pin.version);
  finding.fix = fmt::format("// pin {} {} or newer, which fetches a token",
                            pin.name, pin.first_v2.value_or(""));
}

} // namespace

Result<void> judge_by_pins(const std::vector<std::string>& rules_dirs,
                           Analysis& analysis) {
  const bool any = std::ranges::any_of(
      analysis.software, [](const Software& s) { return s.speaks == "v1"; });
  if (!any)
    return {};
  const auto software = software_of_rules(rules_dirs);
  if (!software)
    return std::unexpected(software.error());
  for (Noted& noted : analysis.findings) {
    const auto name = software->find(noted.finding.rule);
    if (name == software->end() || noted.finding.verdict != "v1-fallback")
      continue;
    if (const Software* pin = old_pin(analysis, name->second);
        pin && pin->first_v2)
      make_v1(*pin, noted.finding);
  }
  return {};
}

} // namespace imds::analyzer
