// SPDX-License-Identifier: Apache-2.0
//
// Only news should fail a build. An item's id depends on what it is about (a
// service, a fingerprint) and not on counts, hosts or lines, so the same
// blocker has the same id next week. Code that was joined to a caller since is
// news all the same, and code that is a row of its own again is none.
//
// Tested in tests/reports/.
#include "reports/changes.h"

#include "reports/line_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace imds::report {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxReport = 1u << 30;

std::string text_at(const json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_string() ? at->get<std::string>() : "";
}

std::set<std::string> words_at(const json& j, const char* key) {
  std::set<std::string> words;
  if (const auto at = j.find(key); at != j.end() && at->is_array())
    for (const json& word : *at)
      if (word.is_string())
        words.insert(word.get<std::string>());
  return words;
}

// Everything but these is dropped while it is read.
bool wanted(const json& key) {
  const std::set<std::string> keys = {"schema", "verdict", "blockers",
                                      "cautions", "services"};
  return keys.contains(key.get<std::string>());
}

template <class Take>
void each(const json& report, const char* list, Take take) {
  const auto at = report.find(list);
  if (at != report.end() && at->is_array())
    for (const json& row : *at)
      if (row.is_object())
        take(row);
}

} // namespace

Result<Earlier> read_report(const std::string& path) {
  auto reader = LineReader::open(path);
  if (!reader)
    return std::unexpected(reader.error());
  const auto text = reader->rest(kMaxReport);
  if (!text)
    return fail("is over 1 GB", path);
  const auto filter = [](int depth, json::parse_event_t event, json& parsed) {
    return depth != 1 || event != json::parse_event_t::key || wanted(parsed);
  };
  const json report = json::parse(*text, filter, /*allow_exceptions=*/false);
  if (!report.is_object() || text_at(report, "verdict").empty())
    return fail("is not a report", path, "imds-ready report ... --json FILE");
  if (report.value("schema", json(0)) != 1)
    return fail("has a schema that this version does not read", path,
                "upgrade imds-ready");
  Earlier earlier;
  earlier.verdict = text_at(report, "verdict");
  each(report, "blockers", [&](const json& row) {
    const std::string id = text_at(row, "id");
    earlier.blockers[id] = text_at(row, "who");
    earlier.rules[id] = words_at(row, "rules");
    earlier.findings.merge(words_at(row, "findings"));
  });
  each(report, "cautions",
       [&](const json& row) { earlier.cautions.insert(text_at(row, "id")); });
  each(report, "services", [&](const json& row) {
    earlier.services[text_at(row, "name")] = text_at(row, "verdict");
  });
  return earlier;
}

/// By no other rule than then: who got no token and now asks without one is
/// news. Hosts come and go, so a new one is none.
static bool breaks_as_before(const Item& b, const Earlier& baseline) {
  const auto then = baseline.rules.find(b.id);
  return then != baseline.rules.end() &&
         std::ranges::all_of(b.rules, [&](Rule rule) {
           return then->second.contains(info(rule).id);
         });
}

void mark_known(Report& r, const Earlier& baseline) {
  const auto known = [&](std::uint32_t f) {
    const std::string& fingerprint = r.evidence.findings[f].fingerprint;
    return !fingerprint.empty() && baseline.findings.contains(fingerprint);
  };
  for (Item& b : r.blockers) {
    const bool code =
        !b.findings.empty() && std::ranges::all_of(b.findings, known);
    const bool same = breaks_as_before(b, baseline);
    b.known = b.kind == "caller" ? same && (code || b.findings.empty())
                                 : same || code;
  }
  for (Item& c : r.cautions)
    c.known =
        baseline.cautions.contains(c.id) || baseline.blockers.contains(c.id);
}

void compare(Report& r, const Earlier& old) {
  Changes changes;
  std::set<std::string> now;
  for (const Item& b : r.blockers) {
    now.insert(b.id);
    if (!old.blockers.contains(b.id))
      changes.fresh.push_back(b.who);
  }
  for (const auto& [id, who] : old.blockers)
    if (!now.contains(id))
      changes.gone.push_back(who);
  for (const Service& s : r.services) {
    const auto was = old.services.find(s.name);
    if (was == old.services.end() || was->second == name(s.verdict))
      continue;
    if (s.verdict == Verdict::ready)
      changes.became_ready.push_back(s.name);
    if (was->second == name(Verdict::ready) && s.verdict != Verdict::ready)
      changes.came_back.push_back(s.name);
  }
  std::ranges::sort(changes.fresh);
  std::ranges::sort(changes.gone);
  changes.old_verdict = old.verdict;
  r.changes = std::move(changes);
}

} // namespace imds::report
