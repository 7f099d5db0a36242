// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cache/stamp.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kSecond = 1'000'000'000;

TEST(Stamp, SettlesAfterATickOfTheClock) {
  struct Case {
    std::int64_t changed;
    std::int64_t moment;
    bool settled;
  } cases[] = {
      {5 * kSecond + 1, 5 * kSecond + 1, false}, // the same tick
      {5 * kSecond + 1, 6 * kSecond, true},
      {7 * kSecond + 1, 6 * kSecond, false}, // while the run goes on
      {5 * kSecond, 6 * kSecond, false},     // times without fractions
      {5 * kSecond, 8 * kSecond, true},
      {0, 8 * kSecond, true}, // no file
  };
  for (const auto& c : cases)
    EXPECT_EQ(is_settled({.changed = c.changed}, c.moment), c.settled)
        << c.changed << " " << c.moment;
}

TEST(Stamp, SeesAChangeThatHidesItsTime) {
  const TempTree tree;
  const auto path = tree.write("a", "one");
  const auto before = stamp_of(path);
  const auto time = fs::last_write_time(path);
  tree.write("a", "two");
  fs::last_write_time(path, time);
  const auto after = stamp_of(path);
  EXPECT_EQ(before.modified, after.modified);
  EXPECT_EQ(before.bytes, after.bytes);
  EXPECT_GE(after.changed, before.changed);
  EXPECT_FALSE(is_settled(before, before.changed));
}

TEST(Stamp, OfNoFileIsEmpty) {
  const TempTree tree;
  EXPECT_EQ(stamp_of(tree.path() + "/none"), Stamp{});
  EXPECT_NE(stamp_of(tree.write("empty", "")), Stamp{});
}

} // namespace
} // namespace imds::analyzer
