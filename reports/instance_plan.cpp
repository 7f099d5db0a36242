// SPDX-License-Identifier: Apache-2.0
//
// Which instances, in which order, with which options? What a command does not
// say keeps its value, so it says a hop limit only to an instance whose limit
// is lower than needed (3 may be there for a container in a container), and
// leaves out those whose endpoint is disabled: --http-endpoint would turn it
// on.
//
// Tested by tests/reports/actions_test.cpp.
#include "reports/instance_plan.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::size_t kMaxInstances = 200;

/// Hosts that would survive first, those that nobody surveyed last.
int rank_of(const Report& r, const Setting& s) {
  constexpr int kNobody = 3;
  if (!s.origin.host)
    return kNobody;
  const auto host =
      std::ranges::lower_bound(r.hosts, *s.origin.host, {}, &JudgedHost::name);
  return host == r.hosts.end() || host->name != *s.origin.host
             ? kNobody
             : static_cast<int>(host->verdict);
}

std::vector<const Setting*> open_instances(const Report& r) {
  std::vector<const Setting*> open;
  for (const auto& [id, s] : r.evidence.settings)
    if (s.http_tokens != "required" && s.http_endpoint != "disabled")
      open.push_back(&s);
  std::ranges::sort(open, {}, [&r](const Setting* s) {
    return std::pair(rank_of(r, *s), std::string_view(s->instance));
  });
  return open;
}

std::string options_for(const Report& r, const Setting& s) {
  std::string out;
  if (s.hop_limit.value_or(1) < r.hop_limit)
    out += fmt::format(" \\\n  --http-put-response-hop-limit {}", r.hop_limit);
  if (s.ipv6 == "enabled")
    out += " \\\n  --http-protocol-ipv6 enabled";
  return out;
}

} // namespace

InstancePlan plan_instances(const Report& r) {
  InstancePlan plan;
  auto open = open_instances(r);
  if (open.size() > kMaxInstances) {
    plan.left_out = open.size() - kMaxInstances;
    open.resize(kMaxInstances);
  }
  auto& groups = plan.groups;
  for (const Setting* s : open) {
    std::string options = options_for(r, *s);
    auto group = std::ranges::find(groups, options, &InstanceGroup::options);
    if (group == groups.end())
      group = groups.insert(group, {{}, std::move(options)});
    group->ids.push_back(s->instance);
  }
  if (groups.empty())
    groups.push_back({{"i-..."}, options_for(r, Setting())});
  return plan;
}

int hop_limit_for_launches(const Report& r) {
  int limit = r.hop_limit;
  for (const auto& [id, s] : r.evidence.settings)
    limit = std::max(limit, s.hop_limit.value_or(1));
  return limit;
}

} // namespace imds::report
