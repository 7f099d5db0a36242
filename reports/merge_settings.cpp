// SPDX-License-Identifier: Apache-2.0
//
// Settings of one instance from several exports. Each key keeps its value; two
// exports that disagree (one is older than a change) are a conflict, which is
// named, and the value that is further from ready is used.
#include "reports/evidence.h"
#include "reports/merge.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imds::report {
namespace {

// `worse(a, b)`: a is further from ready than b.
template <class T, class Worse>
void take(std::optional<T>& kept, const std::optional<T>& now, const char* key,
          std::set<std::string>& conflicts, Worse worse) {
  if (!now || kept == now)
    return;
  if (kept)
    conflicts.insert(key);
  if (!kept || worse(*now, *kept))
    kept = now;
}

} // namespace

void Merge::add_instance_names(const std::string& instance,
                               std::vector<std::string> names) {
  auto& all = out_.instance_names[instance];
  for (std::string& name : names)
    if (std::ranges::find(all, name) == all.end())
      all.push_back(std::move(name));
  std::ranges::sort(all);
}

void Merge::add(const Setting& s) {
  const std::string host = s.origin.host.value_or("");
  if (!s.origin.run.empty() &&
      !fresh(s.origin.run, s.origin.seq,
             std::hash<std::string>{}(evidence::dump(to_json(s))), host))
    return;
  const auto less = [](const auto& a, const auto& b) { return a < b; };
  Setting& kept = out_.settings[s.instance];
  kept.instance = s.instance;
  auto& conflicts = out_.setting_conflicts[s.instance];
  // "optional" < "required" and "disabled" < "enabled" as words already.
  take(kept.origin.host, s.origin.host, "host", conflicts, less);
  take(kept.http_tokens, s.http_tokens, "http_tokens", conflicts, less);
  take(kept.http_endpoint, s.http_endpoint, "http_endpoint", conflicts, less);
  take(kept.hop_limit, s.hop_limit, "hop_limit", conflicts, less);
  take(kept.ipv6, s.ipv6, "ipv6", conflicts, less);
  if (!s.no_token_count || !s.window_start || !s.window_end)
    return;
  add(Metric{
      s.instance, false, evidence::parse_time(*s.window_start).value_or(0),
      evidence::parse_time(*s.window_end).value_or(0), *s.no_token_count});
}

} // namespace imds::report
