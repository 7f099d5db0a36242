// SPDX-License-Identifier: Apache-2.0
#include "reports/services.h"

#include <algorithm>
#include <map>

namespace imds::report {
namespace {

void add_caller(Service& s, const Caller& c, const JudgedCaller& judged) {
  s.rules |= judged.rules;
  s.loss = std::min(s.loss, judged.loss);
  s.requests += c.requests();
  s.tokenless += c.asked_without_token();
  s.v2 += c.spoke_v2();
  s.first = s.first == 0 ? c.first : std::min(s.first, c.first);
  s.last = std::max(s.last, c.last);
}

std::string component_of(const std::string& file) {
  const auto slash = file.find('/');
  return slash == std::string::npos ? "(top folder)" : file.substr(0, slash);
}

} // namespace

void group_services(Report& r) {
  const Evidence& e = r.evidence;
  std::map<std::string, Service> by_name;
  for (std::uint32_t i = 0; i < e.callers.size(); ++i) {
    std::string name = service_name(e.callers[i].key, e.names);
    Service& s = by_name[name];
    add_caller(s, e.callers[i], r.callers[i]);
    s.callers.push_back(i);
    s.name = std::move(name);
  }
  for (auto& [name, service] : by_name) {
    for (const std::uint32_t c : service.callers)
      r.callers[c].service = static_cast<std::uint32_t>(r.services.size());
    r.services.push_back(std::move(service));
  }
}

void group_components(Report& r) {
  std::map<std::string, Component> by_name;
  for (std::size_t i = 0; i < r.findings.size(); ++i) {
    const std::string name = component_of(r.evidence.findings[i].file);
    Component& c = by_name[name];
    c.name = name;
    const Rules& rules = r.findings[i].rules;
    if (any(rules, Weight::blocker))
      ++c.blockers;
    else
      ++(rules.any() ? c.cautions : c.clear);
    c.verdict = std::max(c.verdict, verdict_of(rules));
  }
  for (auto& [name, component] : by_name)
    r.components.push_back(std::move(component));
}

void rank(std::vector<Item>& items) {
  std::ranges::sort(items, [](const Item& a, const Item& b) {
    return std::tuple(a.loss, b.requests, a.who, a.id) <
           std::tuple(b.loss, a.requests, b.who, b.id);
  });
}

} // namespace imds::report
