// SPDX-License-Identifier: Apache-2.0
//
// SARIF 2.1.0 for code scanning. A result needs a place in the repository, and
// a caller has none, so callers without source are anchored at a path of their
// own that never changes, "imds-ready/callers/SERVICE": GitHub accepts paths
// that do not exist, keeps one alert a path, and closes it when it is gone.
// What is missing is a notification of the run, not a result.
//
// Tested by tests/reports/renderers_test.cpp and sarif_test.sh.
#include "reports/evidence.h"
#include "reports/judge.h"
#include "reports/render.h"
#include "reports/term.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace imds::report {
namespace {

using nlohmann::ordered_json;

constexpr std::size_t kMaxResults = 5000; // that GitHub shows of one upload

// A relative URI: everything that is not surely plain is percent-encoded.
std::string uri_of(std::string_view path) {
  std::string out;
  for (const char c : path) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (u < 0x80 && std::isalnum(u)) || c == '/' || c == '.' ||
                       c == '-' || c == '_';
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", u);
  }
  while (out.starts_with('/'))
    out.erase(0, 1);
  return out.empty() ? "unknown" : out;
}

ordered_json place(const std::string& uri, int line, int column) {
  ordered_json region = {{"startLine", std::max(line, 1)}};
  if (column > 0)
    region["startColumn"] = column;
  return {{"physicalLocation",
           {{"artifactLocation", {{"uri", uri}}}, {"region", region}}}};
}

ordered_json place_of(const Finding& f) {
  return place(uri_of(f.file), f.line, f.column);
}

ordered_json place_of(const Item& item) {
  std::string slug = item.who;
  std::ranges::replace(slug, '/', '-');
  std::ranges::replace(slug, ' ', '-');
  return place("imds-ready/callers/" + uri_of(slug), 1, 0);
}

ordered_json flow_of(const Finding& f) {
  ordered_json steps = ordered_json::array();
  for (const TraceStep& step : f.trace) {
    ordered_json location = place(uri_of(step.file), step.line, 0);
    location["message"] = {{"text", step.note.empty() ? "here" : step.note}};
    steps.push_back({{"location", std::move(location)}});
  }
  const ordered_json thread = {{"locations", std::move(steps)}};
  return {{"threadFlows", ordered_json::array({thread})}};
}

// The rules of results; what is missing beside them is a notification.
bool has_results(Rule rule) {
  return info(rule).weight != Weight::missing || rule == Rule::missing_review ||
         rule == Rule::missing_switch;
}

int index_of(Rule rule) {
  int index = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(rule); ++i)
    index += has_results(static_cast<Rule>(i));
  return index;
}

ordered_json result_of(const Item& item, const char* level, ordered_json place,
                       const std::string& id) {
  return {{"ruleId", info(item.rules.front()).id},
          {"ruleIndex", index_of(item.rules.front())},
          {"level", level},
          {"message",
           {{"text", term::printable(fmt::format("{}: {}. {}", item.who,
                                                 item.text, item.settle))}}},
          {"locations", ordered_json::array({std::move(place)})},
          {"partialFingerprints", {{"primaryLocationLineHash", id}}}};
}

// A caller whose code is known is a result at each of its places, with the id
// that the place would have alone: a join opens no alert and closes none.
void add_results(const Report& r, const Item& item, const char* level,
                 ordered_json& results) {
  if (item.findings.empty())
    results.push_back(result_of(item, level, place_of(item), item.id));
  for (const std::uint32_t i : item.findings) {
    const Finding& f = r.evidence.findings[i];
    results.push_back(result_of(item, level, place_of(f), finding_id(f)));
    if (!f.trace.empty())
      results.back()["codeFlows"].push_back(flow_of(f));
  }
}

ordered_json rule_rows() {
  ordered_json rows = ordered_json::array();
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const RuleInfo& rule = info(static_cast<Rule>(i));
    if (!has_results(static_cast<Rule>(i)))
      continue;
    rows.push_back(
        {{"id", rule.id},
         {"shortDescription", {{"text", rule.why}}},
         {"help", {{"text", rule.settle}}},
         {"defaultConfiguration",
          {{"level", rule.weight == Weight::blocker ? "error" : "warning"}}},
         {"properties",
          {{"tags", ordered_json::array({"security", "imds"})}}}});
  }
  return rows;
}

ordered_json notification(const Item& item) {
  return {{"level", "warning"},
          {"descriptor", {{"id", info(item.rules.front()).id}}},
          {"message",
           {{"text",
             fmt::format("{}{}{}. {}", item.who, item.who.empty() ? "" : ": ",
                         item.text, item.settle)}}}};
}

} // namespace

void render_sarif(const Report& r, Sink& out) {
  ordered_json results = ordered_json::array();
  const auto add = [&](const Item& item, const char* level) {
    if (results.size() < kMaxResults)
      add_results(r, item, level, results);
  };
  for (const Item& b : r.blockers)
    add(b, "error");
  ordered_json notes = ordered_json::array();
  for (const Item& m : r.missing) {
    if (m.kind == "finding")
      add(m, "warning");
    else
      notes.push_back(notification(m));
  }
  for (const Item& c : r.cautions)
    add(c, "note");
  const ordered_json driver = {{"name", "imds-ready report"},
                               {"version", IMDS_VERSION},
                               {"rules", rule_rows()}};
  const ordered_json invocation = {
      {"executionSuccessful", true},
      {"toolExecutionNotifications", std::move(notes)}};
  const ordered_json run = {
      {"tool", {{"driver", driver}}},
      {"invocations", ordered_json::array({invocation})},
      {"columnKind", "utf16CodeUnits"},
      {"results", std::move(results)},
      {"properties", {{"verdict", name(r.verdict)}, {"reason", r.reason}}}};
  const ordered_json log = {
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", ordered_json::array({run})}};
  out.write(evidence::dump(log));
  out.write("\n");
}

} // namespace imds::report
