// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace imds::sniffer {

/// The time that a survey may say it covered; see covered_time.cpp. `wall_ns`
/// is the clock that may be set, `steady_ns` one that only runs while the host
/// does.
class CoveredTime {
public:
  struct Span {
    std::int64_t start_ns = 0;
    std::int64_t end_ns = 0;
  };
  CoveredTime(std::int64_t wall_ns, std::int64_t steady_ns)
      : span_{wall_ns, wall_ns}, next_ns_(wall_ns),
        apart_ns_(wall_ns - steady_ns) {}

  /// Call often. True where the clocks parted: the span ended before that, and
  /// should be taken now.
  bool advance(std::int64_t wall_ns, std::int64_t steady_ns);

  /// The span since the last call, in the time before a jump.
  Span take();

private:
  Span span_;
  std::int64_t next_ns_ = 0; // where the next span starts
  std::int64_t apart_ns_ = 0;
};

} // namespace imds::sniffer
