// SPDX-License-Identifier: Apache-2.0
#include "reports/json_rows.h"

#include <nlohmann/json.hpp>

namespace imds::report {

using nlohmann::ordered_json;

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

ordered_json host_coverage(const Host& h) {
  std::int64_t start = 0, end = 0;
  if (!h.surveyed.ranges().empty()) {
    start = h.surveyed.ranges().begin()->first;
    end = h.surveyed.ranges().rbegin()->second;
  }
  return {
      {"host", h.name.empty() ? ordered_json(nullptr) : ordered_json(h.name)},
      {"start", time_row(start)},
      {"end", time_row(end)},
      {"seconds", h.surveyed.total() / kSecond},
      {"boot_covered", h.booted > 0},
      {"live", h.live},
      {"requests", h.requests},
      {"packets", h.packets},
      {"dropped", h.dropped},
      {"gaps", h.gaps},
      {"unattributed", h.unattributed},
      {"unknown", h.unknown},
      {"methods", h.methods}};
}

ordered_json scan_coverage(const Scan& s) {
  return {{"root", s.root},
          {"files", s.files},
          {"parsed", s.parsed},
          {"with_errors", s.with_errors},
          {"skipped", s.skipped},
          {"unread", s.unread},
          {"ledger", s.ledger},
          {"not_analyzed", s.not_analyzed},
          {"allowed", s.allowed},
          {"end", s.end ? ordered_json(*s.end) : ordered_json(nullptr)},
          {"tool_version", s.tool_version}};
}

} // namespace

ordered_json coverage_row(const Report& r) {
  ordered_json surveys = ordered_json::array();
  for (const auto& [name, host] : r.evidence.hosts)
    surveys.push_back(host_coverage(host));
  ordered_json scans = ordered_json::array();
  for (const Scan& s : r.evidence.scans)
    scans.push_back(scan_coverage(s));
  return {{"needs",
           {{"code", r.needs.code},
            {"traffic", r.needs.traffic},
            {"settings", r.needs.settings},
            {"survey_seconds", r.needs.min_survey / kSecond},
            {"boot", r.needs.boot()}}},
          {"surveys", std::move(surveys)},
          {"scans", std::move(scans)},
          {"facts", r.evidence.facts}};
}

ordered_json timeline_row(const Report& r) {
  ordered_json buckets = ordered_json::array();
  for (const Timeline::Bucket& b : r.evidence.timeline.buckets())
    buckets.push_back(
        {{"start", time_row(b.start * kSecond)}, {"v1", b.v1}, {"v2", b.v2}});
  return {{"bucket_seconds", r.evidence.timeline.width()},
          {"buckets", std::move(buckets)}};
}

ordered_json row_of(const AccountDefaults& d) {
  const auto known = [](const std::string& text) {
    return text.empty() ? ordered_json(nullptr) : ordered_json(text);
  };
  return {{"http_tokens", known(d.http_tokens)},
          {"http_endpoint", known(d.http_endpoint)},
          {"hop_limit",
           d.hop_limit ? ordered_json(*d.hop_limit) : ordered_json(nullptr)},
          {"http_tokens_enforced", known(d.enforced)},
          {"managed_by", known(d.managed_by)}};
}

ordered_json row_of(const Changes& c) {
  return {{"old_verdict", c.old_verdict},
          {"new_blockers", c.fresh},
          {"gone_blockers", c.gone},
          {"became_ready", c.became_ready},
          {"came_back", c.came_back}};
}

} // namespace imds::report
