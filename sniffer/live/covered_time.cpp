// SPDX-License-Identifier: Apache-2.0
//
// Evidence says from when to when a survey looked, and a report adds that up:
// "seven days are covered". Between two looks at the clock it may be set, as
// at every boot of a machine whose clock starts in 2000, or the host may sleep
// for a night. Neither was looked at, so a span ends where the wall clock and
// the steady one part, and the next one starts behind that.
//
// Example: started at 2000-01-01 00:00:00, set to 2026-11-23 17:00:00 after
// three seconds. The survey covered three seconds, and then what follows.
//
// A clock set back makes two spans that overlap; time is never counted twice
// by who adds them up as spans.
// Tested by covered_time_test.cpp.
#include "sniffer/live/covered_time.h"

#include <algorithm>
#include <cstdlib>

namespace imds::sniffer {
namespace {

// Slewing moves a clock by half a millisecond a second, and this is asked
// about once a second.
constexpr std::int64_t kJumpNs = 1'000'000'000;

} // namespace

bool CoveredTime::advance(std::int64_t wall_ns, std::int64_t steady_ns) {
  const std::int64_t apart = wall_ns - steady_ns;
  const bool jumped = std::llabs(apart - apart_ns_) > kJumpNs;
  apart_ns_ = apart;
  next_ns_ = wall_ns;
  if (!jumped)
    span_.end_ns = std::max(span_.end_ns, wall_ns);
  return jumped;
}

CoveredTime::Span CoveredTime::take() {
  const Span taken = span_;
  span_ = {next_ns_, next_ns_};
  return taken;
}

} // namespace imds::sniffer
