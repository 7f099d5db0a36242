// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/needles.h"

#include <gtest/gtest.h>

#include <set>

namespace imds::analyzer {
namespace {

using Found = std::set<std::pair<std::size_t, std::string>>;

Found found(const Needles& needles, const std::string& text) {
  Found all;
  needles.find(text, [&](std::size_t at, std::size_t index) {
    all.insert({at, needles[index]});
  });
  return all;
}

TEST(Needles, FindsAllAndOverlapping) {
  Needles needles({"abcd", "bcde", "cdefgh", "abc"}, false);
  EXPECT_EQ(found(needles, "xabcdefghx"),
            (Found{{1, "abcd"}, {2, "bcde"}, {3, "cdefgh"}}))
      << "and \"abc\" is too short to be one";
}

TEST(Needles, FoldsCase) {
  Needles needles({"Meta-Data"}, true);
  EXPECT_EQ(found(needles, "a META-data"), (Found{{2, "meta-data"}}));
  EXPECT_FALSE(Needles({"Meta-Data"}, false).any("meta-data"));
}

TEST(Needles, MatchesAtTheEnds) {
  Needles needles({"abcd"}, false);
  EXPECT_TRUE(needles.any("abcd"));
  EXPECT_TRUE(needles.any("xxxabcd"));
  EXPECT_FALSE(needles.any("abc"));
  EXPECT_FALSE(needles.any(""));
}

// The oracle is std::string::find.
TEST(Needles, AgreesWithAPlainSearch) {
  std::vector<std::string> words = {"abab", "babb", "aaaab", "bbbba", "ababab"};
  Needles needles(words, false);
  unsigned state = 12345;
  std::string text;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1103515245u + 12345u;
    text += (state >> 16) % 3 == 0 ? 'b' : 'a';
  }
  Found expected;
  for (const std::string& word : words)
    for (std::size_t at = text.find(word); at != text.npos;
         at = text.find(word, at + 1))
      expected.insert({at, word});
  EXPECT_EQ(found(needles, text), expected);
}

} // namespace
} // namespace imds::analyzer
