// SPDX-License-Identifier: Apache-2.0
#include "analyzer/baseline.h"

#include "analyzer/output/render.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

Analysis printed(const std::string& verdict, const std::string& fingerprint) {
  auto finding = sample_finding(verdict);
  finding.fingerprint = fingerprint;
  return sample_analysis({finding});
}

struct Case {
  const char* what;
  Analysis now;
  Standing standing;
};

TEST(Baseline, KnowsWhatItHolds) {
  const TempTree tree;
  const auto path = tree.path() + "/base.ndjson";
  ASSERT_TRUE(write_evidence(printed("v1-fallback", "abc:1"), path, "run"));
  Case cases[] = {
      {"the same", printed("v1-fallback", "abc:1"), Standing::known},
      {"another line", printed("v1-fallback", "abd:1"), Standing::reported},
      {"one more of the same", printed("v1-fallback", "abc:2"),
       Standing::reported},
      {"it got worse", printed("v1", "abc:1"), Standing::reported},
  };
  for (auto& c : cases) {
    SCOPED_TRACE(c.what);
    ASSERT_TRUE(apply_baseline(path, c.now));
    EXPECT_EQ(c.now.findings[0].standing, c.standing);
  }
}

TEST(Baseline, RefusesWhatIsNoScan) {
  const TempTree tree;
  auto analysis = sample_analysis({});
  EXPECT_FALSE(apply_baseline(tree.path() + "/none", analysis));
  EXPECT_FALSE(apply_baseline(tree.write("empty", ""), analysis));
  EXPECT_FALSE(apply_baseline(tree.write("text", "hello\n"), analysis));
}

} // namespace
} // namespace imds::analyzer
