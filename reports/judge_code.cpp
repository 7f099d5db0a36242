// SPDX-License-Identifier: Apache-2.0
//
// Would this finding survive HttpTokens=required? The analyzer has answered
// that in `verdict` and `under_required`; here the answer gets its weight.
// "breaks" breaks whatever the verdict. "depends" is settled by the default of
// a switch, and by nothing else: without a switch, or without a default that is
// known, it may be set either way. A word that this version does not know is
// never good news: it is `review`.
//
// Tested by tests/reports/readiness_test.cpp.
#include "reports/judge.h"

#include <algorithm>
#include <array>
#include <optional>

namespace imds::report {
namespace {

bool is_known(const Finding& f) {
  constexpr std::array kVerdicts = {"v1", "v1-fallback", "v2"};
  constexpr std::array kFates = {"breaks", "survives", "depends"};
  return std::ranges::find(kVerdicts, f.verdict) != kVerdicts.end() &&
         std::ranges::find(kFates, f.under_required) != kFates.end();
}

Rule by_switch(const Finding& f) {
  if (!f.config_switch)
    return Rule::missing_review;
  return f.config_switch->default_value.empty() ? Rule::missing_switch
                                                : Rule::code_switch;
}

std::optional<Rule> rule_of(const Finding& f) {
  const std::string& fate = f.under_required;
  if (fate == "breaks")
    return Rule::code_breaks;
  if (!is_known(f))
    return Rule::missing_review;
  if (f.verdict == "v1")
    return fate == "depends" ? Rule::code_depends : Rule::code_v1_first;
  if (fate == "depends")
    return by_switch(f);
  return f.verdict == "v2" ? std::nullopt : std::optional(Rule::code_fallback);
}

bool ends_path(char c) {
  return c == ' ' || c == '"' || c == '\'' || c == '`' || c == ')' ||
         c == ',' || c == ';' || c == '<' || c == '\n';
}

// Every "/latest/..." and "/2019-10-01/..." of a text.
void take_paths(const std::string& text, std::vector<std::string>& paths) {
  for (const char* root : {"/latest/", "/meta-data/"}) {
    for (auto at = text.find(root); at != std::string::npos;
         at = text.find(root, at + 1)) {
      const auto end =
          std::find_if(text.begin() + static_cast<std::ptrdiff_t>(at),
                       text.end(), ends_path);
      std::string path(text.begin() + static_cast<std::ptrdiff_t>(at), end);
      if (path.starts_with("/meta-data/"))
        path = "/latest" + path;
      while (path.ends_with('.') || path.ends_with(':'))
        path.pop_back();
      paths.push_back(std::move(path));
    }
  }
}

} // namespace

JudgedFinding judge(const Finding& f, const Imds& imds) {
  JudgedFinding out;
  if (const auto rule = rule_of(f))
    out.rules.set(static_cast<std::size_t>(*rule));
  take_paths(f.message, out.paths);
  for (const TraceStep& step : f.trace)
    take_paths(step.note, out.paths);
  std::ranges::sort(out.paths);
  out.paths.erase(std::ranges::unique(out.paths).begin(), out.paths.end());
  for (const std::string& path : out.paths)
    if (!imds.is_token_path(path))
      out.loss = std::min(out.loss, loss_named(imds.consequence(path)));
  return out;
}

} // namespace imds::report
