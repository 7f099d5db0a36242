// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>

namespace imds::report {

/// A set of points in time (nanoseconds), as ranges that never touch.
class TimeSpans {
public:
  /// Ranges less than `slack` apart become one. Ignores end < start.
  void add(std::int64_t start, std::int64_t end, std::int64_t slack = 0);
  std::int64_t total() const;
  /// How much of [start, end) is in the set.
  std::int64_t covered(std::int64_t start, std::int64_t end) const;
  /// Start to end, in order.
  const std::map<std::int64_t, std::int64_t>& ranges() const { return ranges_; }

private:
  std::map<std::int64_t, std::int64_t> ranges_;
};

} // namespace imds::report
