// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"

#include <nlohmann/json.hpp>

namespace imds::analyzer {
namespace {

const char* severity(const Finding& finding) {
  if (breaks(finding))
    return "blocker";
  return finding.verdict == "review" ? "major" : "minor";
}

nlohmann::ordered_json issue(const Finding& finding) {
  return {{"description", finding.message},
          {"check_name", finding.rule},
          {"fingerprint", finding.fingerprint},
          {"severity", severity(finding)},
          {"location",
           {{"path", finding.file}, {"lines", {{"begin", finding.line}}}}}};
}

} // namespace

std::string render_gitlab(const Analysis& analysis) {
  auto issues = nlohmann::ordered_json::array();
  for (const auto* finding : reported(analysis))
    if (finding->verdict != "v2")
      issues.push_back(issue(*finding));
  using Handler = nlohmann::ordered_json::error_handler_t;
  return issues.dump(2, ' ', false, Handler::replace) + "\n";
}

} // namespace imds::analyzer
