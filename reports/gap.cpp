// SPDX-License-Identifier: Apache-2.0
#include "reports/gap.h"

#include "reports/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {

Gap::Gap(Rule rule, std::string what) : rule_(rule), what_(std::move(what)) {}

void Gap::add(const std::string& who, const std::string& detail) {
  if (count_++ > 0)
    return;
  first_ = who;
  detail_ = detail;
}

void Gap::add_of_host(const std::string& host, const std::string& who,
                      const std::string& detail) {
  add(who.empty() ? "(no host)" : who, detail);
  hosts_.insert(host);
}

void Gap::give(std::vector<Item>& items, HostGaps& gaps) && {
  if (count_ == 0)
    return;
  constexpr std::size_t kNamed = 5;
  Item item = lacking(rule_);
  item.who = first_;
  if (count_ > 1)
    item.who += fmt::format(" and {} other {}{}", count_ - 1, what_,
                            count_ == 2 ? "" : "s");
  if (!detail_.empty())
    item.text += ": " + detail_;
  item.host_count = hosts_.size();
  for (const std::string& host : hosts_) {
    gaps[host].insert(rule_);
    if (item.hosts.size() < kNamed)
      item.hosts.push_back(host.empty() ? "(no host)" : host);
  }
  items.push_back(std::move(item));
}

Item lacking(Rule rule) {
  Item item;
  item.rules = {rule};
  item.kind = "coverage";
  item.text = info(rule).why;
  item.settle = info(rule).settle;
  item.id = item_id("missing", info(rule).id);
  return item;
}

std::string first_names(const std::vector<std::string>& names,
                        std::uint64_t count) {
  constexpr std::size_t kNamed = 3;
  std::string out;
  const std::size_t shown = std::min(names.size(), kNamed);
  for (std::size_t i = 0; i < shown; ++i)
    out += (i == 0 ? "" : ", ") + names[i];
  if (count > shown && shown > 0)
    out += fmt::format(" and {} more", count - shown);
  return out;
}

} // namespace imds::report
