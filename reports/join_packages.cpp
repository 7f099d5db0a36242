// SPDX-License-Identifier: Apache-2.0
//
// Which file sets the version of the SDK that this caller uses? Traffic names
// "botocore 1.12.0"; a requirements.txt somewhere pins it. The same version is
// a sign and no proof, for two projects may pin one version; if a finding of
// the same tree is already known to be this program's own, it is one. Another
// version is a hint at most: what runs may be older than what is checked out.
//
// Tested by tests/reports/joins_test.cpp.
#include "reports/joins.h"

#include "reports/versions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace imds::report {
namespace {

constexpr std::size_t kMaxPins = 8;

/// The scans whose findings are surely of this service.
std::set<std::string> own_scans(const Report& r, const Service& s) {
  std::set<std::string> scans;
  for (const std::uint32_t j : s.joins)
    if (r.joins[j].sure())
      scans.insert(r.evidence.findings[r.joins[j].finding].origin.run);
  return scans;
}

Pin pin_of(const Service& s, std::uint32_t index, const Software& found,
           bool own_tree) {
  const std::string fixed(fixed_version(found.version));
  if (fixed.empty() || fixed != s.client_version)
    return {
        index,
        fmt::format("{} names {}, {}", found.path, found.name,
                    fixed.empty() ? "in no fixed version" : "version " + fixed),
        own_tree ? "medium" : "low"};
  return {index,
          fmt::format("{} names {} {}, and so does its User-Agent", found.path,
                      found.name, fixed),
          own_tree ? "high" : "medium"};
}

/// The surest first.
std::pair<int, std::uint32_t> order(const Pin& pin) {
  const int grade = pin.confidence == "high"     ? 0
                    : pin.confidence == "medium" ? 1
                                                 : 2;
  return {grade, pin.software};
}

} // namespace

void join_packages(Report& r) {
  std::multimap<std::string, std::uint32_t> by_name;
  for (std::uint32_t i = 0; i < r.evidence.software.size(); ++i)
    if (r.evidence.software[i].ecosystem != "binary")
      by_name.emplace(r.evidence.software[i].name, i);
  if (by_name.empty())
    return;
  for (Service& s : r.services) {
    const auto [from, to] = by_name.equal_range(s.client_name);
    if (from == to)
      continue;
    const auto own = own_scans(r, s);
    for (auto at = from; at != to; ++at) {
      const Software& found = r.evidence.software[at->second];
      s.pins.push_back(
          pin_of(s, at->second, found, own.contains(found.origin.run)));
    }
    std::ranges::sort(s.pins, {}, order);
    s.pins.resize(std::min(s.pins.size(), kMaxPins));
  }
}

} // namespace imds::report
