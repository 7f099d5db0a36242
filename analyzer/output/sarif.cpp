// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0, as GitHub code scanning and others take it. What shaped it:
//
//   - A finding that an allow comment covers is left out: `suppressions` are
//     ignored by GitHub, which would open an alert for each.
//   - Paths are relative and percent-encoded, without uriBaseId (not resolved
//     by GitHub); an empty one would make it refuse the whole file.
//   - The identity of an alert is rule, path and partialFingerprints; the
//     fingerprint has no line number in it, so moved code stays one alert.
//   - What makes a result incomplete is a notification of the invocation: a
//     viewer that shows no results has at least these to show.
//
// Tested by sarif_test.cpp, and by sarif_schema against the official schema.
#include "analyzer/output/render.h"

#include <nlohmann/json.hpp>

#include <fmt/format.h>

#include <cctype>
#include <cstring>
#include <map>

namespace imds::analyzer {
namespace {

using Json = nlohmann::ordered_json;

// GitHub shows at most so many steps of a flow.
constexpr std::size_t kMaxSteps = 1000;

std::string uri(const std::string& path) {
  std::string text;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = std::isalnum(byte) || std::strchr("/-._~", c);
    text += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
  }
  return text;
}

Json location(const std::string& file, int line, int column) {
  Json region = {{"startLine", std::max(line, 1)}};
  if (column > 0)
    region["startColumn"] = column;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri(file)}}},
            {"region", std::move(region)}}}};
}

Json step(const TraceStep& s) {
  Json place = location(s.file, s.line, 0);
  place["message"] = {{"text", s.note.empty() ? s.function : s.note}};
  if (!s.function.empty())
    place["logicalLocations"] = {{{"fullyQualifiedName", s.function}}};
  return place;
}

std::vector<Json> steps(const Finding& finding) {
  std::vector<Json> places;
  for (const auto& s : finding.trace)
    if (!s.file.empty() && places.size() < kMaxSteps)
      places.push_back(step(s));
  return places;
}

Json code_flows(const std::vector<Json>& places) {
  auto flow = Json::array();
  for (const auto& place : places)
    flow.push_back({{"location", place}});
  return {{{"threadFlows", {{{"locations", std::move(flow)}}}}}};
}

const char* level(const Finding& finding) {
  if (breaks(finding))
    return "error";
  return finding.verdict == "review" ? "warning" : "note";
}

Json properties(const Finding& finding) {
  Json values = {{"verdict", finding.verdict},
                 {"under_required", finding.under_required},
                 {"confidence", finding.confidence},
                 {"read_as", finding.read_as}};
  if (finding.config_switch)
    values["switch"] = {{"name", finding.config_switch->name},
                        {"default", finding.config_switch->default_value},
                        {"effect", finding.config_switch->effect}};
  return values;
}

Json result(const Finding& finding, std::size_t rule_index) {
  Json place = location(finding.file, finding.line, finding.column);
  if (!finding.function.empty())
    place["logicalLocations"] = {{{"fullyQualifiedName", finding.function}}};
  std::string text = finding.message;
  if (!finding.fix.empty())
    text += "\n\nFix: " + finding.fix;
  Json object = {{"ruleId", finding.rule},
                 {"ruleIndex", rule_index},
                 {"level", level(finding)},
                 {"message", {{"text", std::move(text)}}},
                 {"locations", Json::array({std::move(place)})}};
  if (const auto places = steps(finding); !places.empty()) {
    object["relatedLocations"] = places;
    object["codeFlows"] = code_flows(places);
  }
  object["partialFingerprints"] = {
      {"primaryLocationLineHash", finding.fingerprint},
      {"imdsReady/v1", finding.fingerprint}};
  object["properties"] = properties(finding);
  return object;
}

/// The rules that the results name, in order of their first use.
class RuleList {
public:
  std::size_t index_of(const Finding& finding) {
    const auto [at, is_new] = index_.emplace(finding.rule, list_.size());
    if (is_new)
      list_.push_back(describe(finding));
    return at->second;
  }
  Json take() { return std::move(list_); }

private:
  static Json describe(const Finding& finding) {
    return {{"id", finding.rule},
            {"shortDescription", {{"text", "IMDS request: " + finding.rule}}},
            {"help", {{"text", "imds-ready rules explain " + finding.rule}}},
            {"properties", {{"tags", {"security", "aws", "imds"}}}}};
  }

  std::map<std::string, std::size_t> index_;
  Json list_ = Json::array();
};

Json notifications(const Outcome& outcome) {
  auto list = Json::array();
  for (const auto& line : outcome.missing)
    list.push_back({{"level", "warning"}, {"message", {{"text", line}}}});
  for (const auto& line : outcome.cautions)
    list.push_back({{"level", "note"}, {"message", {{"text", line}}}});
  return list;
}

Json invocation(const Outcome& outcome) {
  return {{"executionSuccessful", true},
          {"exitCode", static_cast<int>(outcome.status)},
          {"exitCodeDescription", outcome.verdict},
          {"toolExecutionNotifications", notifications(outcome)}};
}

} // namespace

std::string render_sarif(const Analysis& analysis, const Outcome& outcome) {
  RuleList rules;
  auto results = Json::array();
  for (const auto* finding : reported(analysis))
    if (finding->verdict != "v2")
      results.push_back(result(*finding, rules.index_of(*finding)));
  const Json driver = {{"name", "imds-ready"},
                       {"version", analysis.scan.tool_version},
                       {"rules", rules.take()}};
  const Json run = {{"tool", {{"driver", driver}}},
                    {"invocations", Json::array({invocation(outcome)})},
                    {"columnKind", "utf16CodeUnits"},
                    {"results", std::move(results)}};
  const Json log = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", Json::array({run})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace imds::analyzer
