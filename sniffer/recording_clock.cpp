// SPDX-License-Identifier: Apache-2.0
//
// Nothing tells silence from a clock that was set, or from captures that were
// put behind each other, unless time steps back. Then what came before is
// believed up to that step: "10:00, 10:01, tomorrow, 10:02" listened from 10:00
// to 10:02. And where time is back at the place that it left, the pause before
// that was none: "10:00, 10:01, yesterday, 10:02" did not listen for a day.
//
// Tested by offline_test.cpp.
#include "sniffer/recording_clock.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kPauseNs = 10'000'000'000;

std::int64_t length(const RecordingClock::Stretch& stretch) {
  return stretch.end_ns - stretch.start_ns;
}

} // namespace

bool RecordingClock::goes_on(std::int64_t time_ns) const {
  if (!last_ns_)
    return true;
  const std::int64_t pause = time_ns - *last_ns_;
  return pause >= 0 && pause <= kPauseNs;
}

void RecordingClock::begin_stretch(std::int64_t time_ns) {
  longest_ = longest();
  now_ = {time_ns, time_ns};
}

void RecordingClock::note(std::int64_t time_ns) {
  const std::int64_t pause = last_ns_ ? time_ns - *last_ns_ : 0;
  const bool is_back = left_ns_ && time_ns >= *left_ns_;
  if (!last_ns_)
    now_ = longest_ = {time_ns, time_ns};
  if (is_back && pause > kPauseNs)
    begin_stretch(time_ns);
  if (is_back)
    left_ns_.reset();
  if (pause < -kPauseNs) {
    left_ns_ = last_ns_;
    if (time_ns > now_.start_ns)
      now_.end_ns = std::min(now_.end_ns, time_ns);
    begin_stretch(time_ns);
  }
  now_.end_ns = std::max(now_.end_ns, time_ns);
  last_ns_ = time_ns;
}

RecordingClock::Stretch RecordingClock::longest() const {
  return length(now_) > length(longest_) ? now_ : longest_;
}

} // namespace imds::sniffer
