// SPDX-License-Identifier: Apache-2.0
#include "analyzer/judge/site.h"

#include <map>
#include <tuple>

namespace imds::analyzer {

using link::Event;

std::vector<Site> sites_of(const link::Flows& flows) {
  using Key = std::tuple<std::string, link::Spot, std::string>;
  std::map<Key, Site> sites;
  for (const Event& e : flows.events) {
    bool stray = e.stray && e.token == link::Carries::no;
    bool data = !e.dropped && !stray && e.foreign.empty() && !e.token_put &&
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
  for (auto& [key, site] : sites)
    out.push_back(std::move(site));
  return out;
}

} // namespace imds::analyzer
