// SPDX-License-Identifier: Apache-2.0
#include "analyzer/judge/site.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace imds::analyzer {

using link::Event;

namespace {

bool asks_alike(const Site& a, const Site& b) {
  for (const Event* x : a.events)
    for (const Event* y : b.events)
      if (link::flat(x->url) == link::flat(y->url))
        return true;
  return false;
}

/// crawl(root) asks for a list in one request and for each entry in another:
/// two flows of one place. Two requests for the same are one flow, of which one
/// is the other's fallback.
void add_flows(const Site& place, std::vector<Site>& out) {
  std::map<link::Spot, Site> leaves;
  for (const Event* e : place.events)
    leaves[e->stack.back().spot].events.push_back(e);
  std::vector<Site> flows;
  for (auto& [spot, leaf] : leaves) {
    auto same = std::find_if(flows.begin(), flows.end(), [&](const Site& s) {
      return asks_alike(s, leaf);
    });
    if (same == flows.end())
      flows.push_back(std::move(leaf));
    else
      same->events.insert(same->events.end(), leaf.events.begin(),
                          leaf.events.end());
  }
  out.insert(out.end(), flows.begin(), flows.end());
}

} // namespace

bool is_astray(const Event& event) {
  return event.stray && event.token == link::Carries::no;
}

std::vector<Site> sites_of(const link::Flows& flows) {
  using Key = std::tuple<std::string, link::Spot, std::string>;
  std::map<Key, Site> sites;
  for (const Event& e : flows.events) {
    bool data = !e.dropped && !is_astray(e) && e.foreign.empty() &&
                !e.token_put &&
                (e.verb == link::Verb::get || e.verb == link::Verb::head ||
                 e.verb == link::Verb::unknown);
    if (!data || e.stack.empty())
      continue;
    const link::Step& step = e.stack[e.place];
    if (step.spot.file < 0)
      continue;
    const std::string& file = flows.files[std::size_t(step.spot.file)];
    sites[{file, step.spot, step.callee}].events.push_back(&e);
  }
  std::vector<Site> out;
  for (const auto& [key, site] : sites)
    add_flows(site, out);
  return out;
}

} // namespace imds::analyzer
