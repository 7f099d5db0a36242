// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/branching_map.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>

using imds::analyzer::link::BranchingMap;

namespace {

using Map = BranchingMap<int, std::string>;
using Plain = std::map<int, std::string>;

Plain plain(const Map& map) {
  Plain out;
  int last = -1;
  for (const auto& [key, value] : map) {
    EXPECT_LT(last, key) << "not sorted";
    last = key;
    out[key] = value;
  }
  EXPECT_EQ(out.size(), map.size());
  return out;
}

/// One change, made to both.
void change(Map& map, Plain& like, std::mt19937& random) {
  int key = int(random() % 300), to = key + int(random() % 40);
  std::string value = std::to_string(random() % 1000);
  switch (random() % 6) {
  case 0:
    map.erase(key), like.erase(key);
    break;
  case 1:
    map.erase(key, to);
    like.erase(like.lower_bound(key), like.lower_bound(to));
    break;
  case 2:
    EXPECT_EQ(map.try_emplace(key, value).second,
              like.try_emplace(key, value).second);
    break;
  case 3:
    if (random() % 8 == 0) {
      auto odd = [](const auto& entry) { return entry.first % 2 == 1; };
      map.erase_if(odd), std::erase_if(like, odd);
    }
    break;
  default:
    map[key] = value, like[key] = value;
  }
}

TEST(BranchingMap, IsLikeAMap) {
  std::mt19937 random(7);
  Map map;
  Plain like;
  for (int i = 0; i < 20000; ++i) {
    change(map, like, random);
    int key = int(random() % 300);
    ASSERT_EQ(map.contains(key), like.contains(key)) << i;
    ASSERT_EQ(map.get(key), like.contains(key) ? like[key] : "") << i;
    if (i % 100 == 0) {
      ASSERT_EQ(plain(map), like) << i;
    }
  }
}

TEST(BranchingMap, ACopyKeepsWhatItHad) {
  std::mt19937 random(11);
  Map map;
  Plain like;
  for (int i = 0; i < 400; ++i) {
    Map before = map;
    Plain before_like = like;
    for (int n = 0; n < 20; ++n)
      change(map, like, random);
    ASSERT_EQ(plain(before), before_like) << i;
    ASSERT_EQ(plain(map), like) << i;
  }
}

TEST(BranchingMap, EachLeavesOutNothingThatDiffers) {
  std::mt19937 random(13);
  Map map;
  Plain like;
  for (int i = 0; i < 400; ++i) {
    Map before = map;
    Plain before_like = like;
    for (int n = 0; n < 3; ++n)
      change(map, like, random);
    Plain all;
    map.each([&](int key, const std::string& value) { all[key] = value; });
    ASSERT_EQ(all, like) << i;
    // What is not given is what it was.
    Plain given;
    map.each_unshared(before,
                      [&](int key, const std::string& v) { given[key] = v; });
    for (const auto& [key, value] : like)
      ASSERT_EQ(given.contains(key) ? given[key] : before_like[key], value);
    if (map.size() > 200) {
      ASSERT_LT(given.size(), map.size()) << "shares nothing";
    }
  }
}

} // namespace
