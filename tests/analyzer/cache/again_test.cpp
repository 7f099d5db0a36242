// SPDX-License-Identifier: Apache-2.0
//
// A second run says what the first one said, byte for byte, and that is what a
// run without a cache says: over all cases by their tokens, where it reads
// every file, too, and over some with Clang.
#include "tests/analyzer/cache/shown.h"
#include "tests/analyzer/sample_analysis.h"
#include "tests/paths.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

Request request_for(const TempTree& tree) {
  Request request;
  request.settings.inputs = {tree.path()};
  return request;
}

/// A run without a cache, one that fills it, one that is answered by it.
void expect_same(Request without, Request request) {
  const TempTree cache;
  grow_old();
  without.settings.cache_dir = "";
  const auto plain = run(without);
  request.settings.cache_dir = cache.path();
  const auto first = run(request);
  const auto second = run(request);
  ASSERT_TRUE(plain && first && second);
  EXPECT_FALSE(first->units.empty());
  EXPECT_TRUE(second->units.empty()) << "the second run was not answered";
  EXPECT_FALSE(plain->analysis.findings.empty());
  EXPECT_EQ(shown(plain), shown(first));
  EXPECT_EQ(shown(plain), shown(second));
  if (!without.settings.prefilter) {
    EXPECT_LT(first->units.size(), plain->units.size()) << "nothing is skipped";
  }
}

std::string cases() { return tests::source_dir() + "/tests/analyzer/cases"; }

TEST(Again, SaysTheSameOfAllCases) {
  const TempTree tree;
  fs::copy(cases(), tree.path(), fs::copy_options::recursive);
  tree.write("Caf\xe9/r.sh", "curl http://169.254.169.254/latest/\xe9\n");
  tree.write("vcpkg.json", "{\"dependencies\":[\"aws-sdk-cpp\"]}");
  auto request = request_for(tree);
  request.with_clang = false;
  auto everything = request;
  everything.settings.prefilter = false;
  expect_same(everything, request);
}

TEST(Again, SaysTheSameWithClang) {
  const TempTree tree;
  int count = 0;
  for (const auto& entry : fs::directory_iterator(cases()))
    if (entry.is_directory() && ++count <= 8)
      fs::copy(entry.path(), tree.path() + "/" + std::to_string(count),
               fs::copy_options::recursive);
  expect_same(request_for(tree), request_for(tree));
}

} // namespace
} // namespace imds::analyzer
