// SPDX-License-Identifier: Apache-2.0
#include "reports/gap.h"
#include "reports/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

Item item_for(Rule rule, const std::string& who, const std::string& text) {
  Item item;
  item.rules = {rule};
  item.kind = info(rule).weight == Weight::missing ? "coverage" : "setting";
  item.who = who;
  item.id = item_id("setting", info(rule).id + who);
  item.text = text.empty() ? info(rule).why : text;
  item.settle = info(rule).settle;
  return item;
}

bool is_known(const std::optional<std::string>& http_tokens) {
  return http_tokens == "required" || http_tokens == "optional";
}

std::set<std::string> hosts_with_settings(const Evidence& e) {
  std::set<std::string> hosts;
  for (const auto& [id, s] : e.settings)
    if (s.origin.host && is_known(s.http_tokens))
      hosts.insert(*s.origin.host);
  return hosts;
}

// One item, however many hosts.
void judge_unknown(const Report& r, std::vector<Item>& items, HostGaps& gaps) {
  const Evidence& e = r.evidence;
  if (e.settings.empty())
    return;
  const auto known = hosts_with_settings(e);
  std::vector<std::string> without;
  for (const auto& [name, host] : e.hosts)
    if (!known.contains(name))
      without.push_back(name.empty() ? "(no host)" : name);
  if (without.empty())
    return;
  if (r.needs.settings)
    for (const std::string& host : without)
      gaps[host == "(no host)" ? "" : host].insert(Rule::missing_settings);
  Item item = item_for(r.needs.settings ? Rule::missing_settings
                                        : Rule::setting_unknown,
                       without.front(), "");
  if (without.size() > 1)
    item.who += fmt::format(" and {} more", without.size() - 1);
  item.text = "no settings are known";
  item.host_count = without.size();
  without.resize(std::min<std::size_t>(without.size(), 5));
  item.hosts = std::move(without);
  items.push_back(std::move(item));
}

bool a_container_would_break(const Report& r, const std::string& host) {
  const Evidence& e = r.evidence;
  for (std::size_t i = 0; i < e.callers.size(); ++i)
    if (e.callers[i].contained() && any(r.callers[i].rules, Weight::blocker) &&
        !is_on_host_network(e, e.callers[i]) &&
        e.names.text(e.callers[i].key.host) == host)
      return true;
  return false;
}

void judge_hops(const Report& r, std::vector<Item>& items) {
  for (const auto& [id, s] : r.evidence.settings) {
    if (s.hop_limit != 1 || !s.origin.host ||
        !a_container_would_break(r, *s.origin.host))
      continue;
    items.push_back(item_for(Rule::setting_hop_limit,
                             fmt::format("{} ({})", *s.origin.host, id), ""));
    items.back().settle =
        fmt::format("aws ec2 modify-instance-metadata-options \\\n"
                    "  --instance-id {} \\\n"
                    "  --http-put-response-hop-limit 2 --http-endpoint enabled",
                    id);
  }
}

// Whoever exports an instance asks about it; without a survey nobody knows.
void judge_unsurveyed(const Report& r, std::vector<Item>& items) {
  if (!r.needs.traffic || r.evidence.hosts.empty())
    return;
  std::vector<std::string> ids;
  for (const auto& [id, s] : r.evidence.settings)
    if (s.http_tokens != "required" &&
        !(s.origin.host && r.evidence.hosts.contains(*s.origin.host)))
      ids.push_back(id);
  if (ids.empty())
    return;
  Item item = item_for(Rule::missing_instance, ids.front(), "");
  item.who = first_names(ids, ids.size());
  items.push_back(std::move(item));
}

void judge_conflicts(const Evidence& e, std::vector<Item>& items,
                     HostGaps& gaps) {
  for (const auto& [id, keys] : e.setting_conflicts)
    for (const std::string& key : keys) {
      items.push_back(item_for(Rule::missing_contradiction, id,
                               "two exports disagree about its " + key));
      if (const auto s = e.settings.find(id);
          s != e.settings.end() && s->second.origin.host)
        gaps[*s->second.origin.host].insert(Rule::missing_contradiction);
    }
}

} // namespace

std::vector<Item> judge_settings(const Report& r, HostGaps& gaps) {
  std::vector<Item> items;
  judge_unknown(r, items, gaps);
  judge_hops(r, items);
  judge_unsurveyed(r, items);
  for (const auto& [id, s] : r.evidence.settings)
    if (s.http_endpoint == "disabled")
      items.push_back(item_for(Rule::setting_endpoint, id, ""));
  judge_conflicts(r.evidence, items, gaps);
  return items;
}

} // namespace imds::report
