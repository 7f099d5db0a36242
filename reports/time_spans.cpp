// SPDX-License-Identifier: Apache-2.0
#include "reports/time_spans.h"

#include <algorithm>
#include <iterator>

namespace imds::report {

void TimeSpans::add(std::int64_t start, std::int64_t end, std::int64_t slack) {
  if (end < start)
    return;
  auto it = ranges_.upper_bound(start);
  if (it != ranges_.begin() && std::prev(it)->second + slack >= start)
    it = std::prev(it);
  while (it != ranges_.end() && it->first <= end + slack) {
    start = std::min(start, it->first);
    end = std::max(end, it->second);
    it = ranges_.erase(it);
  }
  ranges_.emplace(start, end);
}

std::int64_t TimeSpans::total() const {
  std::int64_t sum = 0;
  for (const auto& [start, end] : ranges_)
    sum += end - start;
  return sum;
}

std::int64_t TimeSpans::covered(std::int64_t start, std::int64_t end) const {
  std::int64_t sum = 0;
  for (const auto& [from, to] : ranges_)
    sum += std::max<std::int64_t>(0, std::min(to, end) - std::max(from, start));
  return sum;
}

} // namespace imds::report
