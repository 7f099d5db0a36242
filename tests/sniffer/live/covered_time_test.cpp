// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/covered_time.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

struct Look {
  std::int64_t wall, steady; // seconds
};
struct Span {
  std::int64_t start, end;
  bool operator==(const Span&) const = default;
};
struct Case {
  const char* name;
  std::vector<Look> looks; // the first one starts it
  std::vector<Span> spans; // taken at each jump and at the end
};

const Case kCases[] = {
    {"a calm hour", {{100, 0}, {101, 1}, {3700, 3600}}, {{100, 3700}}},
    {"set to the year 2026 at boot",
     {{100, 0}, {103, 3}, {800'000, 4}, {800'010, 14}},
     {{100, 103}, {800'000, 800'010}}},
    {"asleep for a night",
     {{100, 0}, {110, 10}, {30'110, 11}, {30'120, 21}},
     {{100, 110}, {30'110, 30'120}}},
    {"set back by an hour",
     {{5000, 0}, {5010, 10}, {1410, 10}, {1420, 20}},
     {{5000, 5010}, {1410, 1420}}},
};

std::ostream& operator<<(std::ostream& out, const Span& span) {
  return out << span.start << ".." << span.end;
}

TEST(CoveredTime, EndsWhereTheClocksPart) {
  for (const Case& c : kCases) {
    CoveredTime covered(c.looks[0].wall * kSecond, c.looks[0].steady * kSecond);
    std::vector<Span> spans;
    const auto take = [&] {
      const auto span = covered.take();
      spans.push_back({span.start_ns / kSecond, span.end_ns / kSecond});
    };
    for (const Look& look : c.looks)
      if (covered.advance(look.wall * kSecond, look.steady * kSecond))
        take();
    take();
    EXPECT_EQ(spans, c.spans) << c.name;
  }
}

TEST(CoveredTime, LetsAClockBeSlewed) {
  CoveredTime covered(0, 0);
  for (std::int64_t second = 1; second < 10'000; ++second)
    EXPECT_FALSE(
        covered.advance(second * kSecond + second * 500'000, second * kSecond));
  EXPECT_EQ(covered.take().start_ns, 0);
}

} // namespace
} // namespace imds::sniffer
