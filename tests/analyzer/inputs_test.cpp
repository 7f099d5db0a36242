// SPDX-License-Identifier: Apache-2.0
#include "analyzer/inputs.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

TEST(Inputs, HaveARoot) {
  const TempTree tree;
  tree.write("a/x.cpp", "");
  tree.write("a/b/y.cpp", "");
  tree.write("c/z.cpp", "");
  const auto root = std::filesystem::canonical(tree.path()).string();
  struct Case {
    std::vector<std::string> given;
    std::string root;
  } cases[] = {
      {{"/a"}, "/a"},
      {{"/a/x.cpp"}, "/a"},
      {{"/a/x.cpp", "/a/b/y.cpp"}, "/a"},
      {{"/a/b", "/c"}, ""},
  };
  for (auto& c : cases) {
    for (auto& name : c.given)
      name = tree.path() + name;
    const auto inputs = find_inputs(c.given);
    ASSERT_TRUE(inputs);
    EXPECT_EQ(inputs->root, root + c.root);
  }
}

TEST(Inputs, AreRememberedWhereMissing) {
  const TempTree tree;
  const auto there = tree.write("x.cpp", "");
  const auto inputs = find_inputs({there, tree.path() + "/none"});
  ASSERT_TRUE(inputs);
  EXPECT_EQ(inputs->present.size(), 1u);
  EXPECT_EQ(inputs->missing.size(), 1u);
  EXPECT_FALSE(find_inputs({tree.path() + "/none"}));
}

} // namespace
} // namespace imds::analyzer
