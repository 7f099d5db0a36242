// SPDX-License-Identifier: Apache-2.0
#include "reports/timeline.h"

#include <algorithm>
#include <array>

namespace imds::report {
namespace {

// Each width divides the next, so widening never splits a bucket; minutes,
// five minutes and hours are also the periods that CloudWatch uses.
constexpr std::array<std::int64_t, 11> kWidths = {
    1, 10, 60, 300, 3600, 21600, 86400, 604800, 6048000, 60480000, 6048000000};

std::int64_t floor_to(std::int64_t t, std::int64_t width) {
  const std::int64_t rest = t % width;
  return t - (rest < 0 ? rest + width : rest);
}

} // namespace

std::int64_t Timeline::width() const { return kWidths[step_]; }

void Timeline::add(std::int64_t second, std::uint64_t v1, std::uint64_t v2) {
  const std::int64_t start = floor_to(second, width());
  auto it = buckets_.end();
  if (!buckets_.empty() && buckets_.back().start >= start)
    it = std::ranges::lower_bound(buckets_, start, {}, &Bucket::start);
  if (it == buckets_.end() || it->start != start)
    it = buckets_.insert(it, Bucket{start, 0, 0});
  it->v1 += v1;
  it->v2 += v2;
  while (buckets_.size() > cap_ && step_ + 1 < kWidths.size())
    widen();
}

void Timeline::widen() {
  ++step_;
  std::vector<Bucket> wide;
  for (const Bucket& b : buckets_) {
    const std::int64_t start = floor_to(b.start, width());
    if (wide.empty() || wide.back().start != start)
      wide.push_back(Bucket{start, 0, 0});
    wide.back().v1 += b.v1;
    wide.back().v2 += b.v2;
  }
  buckets_ = std::move(wide);
}

Timeline Timeline::widened(std::int64_t width) const {
  Timeline copy = *this;
  while (copy.width() < width && copy.step_ + 1 < kWidths.size())
    copy.widen();
  return copy;
}

} // namespace imds::report
