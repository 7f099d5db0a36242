// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"
#include "reports/evidence.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::vector<evidence::Fact> facts_of(const Analysis& analysis) {
  const TempTree tree;
  const auto path = tree.path() + "/out.ndjson";
  EXPECT_TRUE(write_evidence(analysis, path));
  std::vector<evidence::Fact> facts;
  const auto read = evidence::read_file(
      path, [&](evidence::Fact&& fact) { facts.push_back(std::move(fact)); });
  EXPECT_TRUE(read && read->broken == 0);
  return facts;
}

TEST(Evidence, HoldsTheScanAndEachFindingOfOneRun) {
  const auto facts =
      facts_of(sample_analysis({sample_finding("v1"), sample_finding("v2")}));
  ASSERT_EQ(facts.size(), 3u);
  const auto& scan = std::get<Scan>(facts[0]);
  const auto& finding = std::get<Finding>(facts[2]);
  EXPECT_EQ(finding.verdict, "v2");
  EXPECT_EQ(finding.origin.run, scan.origin.run);
  EXPECT_EQ(finding.origin.seq, 3u);
}

TEST(Evidence, LeavesOutOnlyWhatIsAllowed) {
  auto analysis = sample_analysis(
      {sample_finding("v1"), sample_finding("v1"), sample_finding("v1")});
  analysis.findings[0].standing = Standing::allowed;
  analysis.findings[1].standing = Standing::known;
  analysis.findings[2].standing = Standing::unchanged;
  EXPECT_EQ(facts_of(analysis).size(), 3u);
}

TEST(Evidence, NamesWhatWasNotReadToItsEnd) {
  auto analysis = sample_analysis({});
  analysis.scan.unread = {"a.cpp"};
  analysis.failed = {"b.cpp: timeout"};
  analysis.over_budget = {"c.cpp: f()"};
  const auto facts = facts_of(analysis);
  EXPECT_EQ(std::get<Scan>(facts[0]).unread,
            (std::vector<std::string>{"a.cpp", "b.cpp", "c.cpp"}));
}

} // namespace
} // namespace imds::analyzer
