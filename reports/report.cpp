// SPDX-License-Identifier: Apache-2.0
#include "reports/report.h"

#include <algorithm>
#include <array>

namespace imds::report {

const char* name(Verdict verdict) {
  constexpr std::array<const char*, 3> kNames = {"ready", "incomplete",
                                                 "not-ready"};
  return kNames[static_cast<std::size_t>(verdict)];
}

bool any(const Rules& rules, Weight weight) {
  for (std::size_t i = 0; i < kRuleCount; ++i)
    if (rules[i] && info(static_cast<Rule>(i)).weight == weight)
      return true;
  return false;
}

std::vector<Rule> only(const Rules& rules, Weight weight) {
  std::vector<Rule> out;
  for (std::size_t i = 0; i < kRuleCount; ++i)
    if (rules[i] && info(static_cast<Rule>(i)).weight == weight)
      out.push_back(static_cast<Rule>(i));
  return out;
}

Verdict verdict_of(const Rules& rules) {
  return any(rules, Weight::blocker)   ? Verdict::not_ready
         : any(rules, Weight::missing) ? Verdict::incomplete
                                       : Verdict::ready;
}

Traffic sum_traffic(const Report& r) {
  Traffic sum;
  for (const Caller& c : r.evidence.callers) {
    sum.requests += c.requests();
    sum.tokenless += c.asked_without_token();
    sum.other_clouds += c.count(RequestClass::other_cloud);
  }
  return sum;
}

bool any_sure(const Report& r, const std::vector<std::uint32_t>& joins) {
  return std::ranges::any_of(
      joins, [&r](std::uint32_t j) { return r.joins[j].sure(); });
}

bool is_third_party(const Report& r, const Service& s) {
  const bool known = std::ranges::any_of(s.callers, [&r](std::uint32_t caller) {
    return r.evidence.callers[caller].key.program != 0;
  });
  return known && !r.evidence.scans.empty() && !any_sure(r, s.joins);
}

} // namespace imds::report
