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

void add_image(Service& s, const Caller& c, const Names& names) {
  s.image = names.text(c.key.image);
  s.tags.merge(tags_of(c, names));
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
    add_image(s, e.callers[i], e.names);
    s.callers.push_back(i);
    s.name = std::move(name);
  }
  for (auto& [name, service] : by_name) {
    for (const std::uint32_t c : service.callers)
      r.callers[c].service = static_cast<std::uint32_t>(r.services.size());
    r.services.push_back(std::move(service));
  }
}

void group_images(Report& r) {
  std::map<std::string, Image> by_name;
  for (std::uint32_t i = 0; i < r.services.size(); ++i) {
    const Service& s = r.services[i];
    if (s.image.empty())
      continue;
    Image& image = by_name[s.image];
    image.name = s.image;
    image.tags.insert(s.tags.begin(), s.tags.end());
    image.verdict = std::max(image.verdict, s.verdict);
    image.requests += s.requests;
    image.tokenless += s.tokenless;
    image.v2 += s.v2;
    image.services.push_back(i);
  }
  for (auto& [name, image] : by_name)
    r.images.push_back(std::move(image));
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
