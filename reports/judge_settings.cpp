// SPDX-License-Identifier: Apache-2.0
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

std::set<std::string> hosts_with_settings(const Evidence& e) {
  std::set<std::string> hosts;
  for (const auto& [id, s] : e.settings)
    if (s.origin.host && s.http_tokens)
      hosts.insert(*s.origin.host);
  return hosts;
}

// One item, however many hosts.
void judge_unknown(const Report& r, std::vector<Item>& items) {
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
  Item item = item_for(r.needs.settings ? Rule::missing_settings
                                        : Rule::setting_unknown,
                       without.front(), "");
  if (without.size() > 1)
    item.who += fmt::format(" and {} more", without.size() - 1);
  item.text = "no settings are known of it";
  item.host_count = without.size();
  without.resize(std::min<std::size_t>(without.size(), 5));
  item.hosts = std::move(without);
  items.push_back(std::move(item));
}

bool containers_ask_without_token(const Evidence& e, const std::string& host) {
  return std::ranges::any_of(e.callers, [&](const Caller& c) {
    return c.contained() && c.asked_without_token() > 0 &&
           e.names.text(c.key.host) == host;
  });
}

void judge_hops(const Evidence& e, std::vector<Item>& items) {
  for (const auto& [id, s] : e.settings)
    if (s.hop_limit == 1 && s.origin.host &&
        containers_ask_without_token(e, *s.origin.host))
      items.push_back(item_for(Rule::setting_hop_limit,
                               fmt::format("{} ({})", *s.origin.host, id), ""));
}

} // namespace

std::vector<Item> judge_settings(const Report& r) {
  std::vector<Item> items;
  judge_unknown(r, items);
  judge_hops(r.evidence, items);
  for (const auto& [id, s] : r.evidence.settings)
    if (s.http_endpoint == "disabled")
      items.push_back(item_for(Rule::setting_endpoint, id, ""));
  for (const auto& [id, keys] : r.evidence.setting_conflicts)
    for (const std::string& key : keys)
      items.push_back(item_for(Rule::missing_contradiction, id,
                               "two exports disagree about its " + key));
  return items;
}

} // namespace imds::report
