// SPDX-License-Identifier: Apache-2.0
#include "analyzer/changed_since.h"
#include "analyzer/output/render.h"
#include "analyzer/status.h"
#include "reports/evidence.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::vector<evidence::Fact> facts_of(const Analysis& analysis) {
  const TempTree tree;
  const auto path = tree.path() + "/out.ndjson";
  EXPECT_TRUE(write_evidence(analysis, path, "run"));
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
  const auto facts = facts_of(analysis);
  EXPECT_EQ(facts.size(), 3u);
  EXPECT_EQ(std::get<Scan>(facts[0]).findings, 2u);
}

TEST(Evidence, NamesWhatIsAllowedWithItsReason) {
  auto analysis =
      sample_analysis({sample_finding("v1", 7), sample_finding("v2", 8)});
  for (Noted& noted : analysis.findings)
    noted = {noted.finding, Standing::allowed, "a lab"};
  const auto facts = facts_of(analysis);
  EXPECT_EQ(std::get<Scan>(facts[0]).allowed,
            std::vector<std::string>{"role.cpp:7 (a lab)"});
}

// It is silent about them, and the report must not be.
TEST(Evidence, HoldsWhatDidNotChange) {
  auto analysis = sample_analysis({});
  analysis.mentions = {Mention{"a.cpp", 3, 1, MentionKind::address, "",
                               MentionState::unexplained, ""}};
  analysis.software.emplace_back().path = "pins.txt";
  keep_changed({}, {}, analysis);
  EXPECT_EQ(outcome(analysis, true).status, ExitStatus::ready);
  const auto facts = facts_of(analysis);
  ASSERT_EQ(facts.size(), 2u);
  EXPECT_EQ(std::get<Scan>(facts[0]).unexplained,
            std::vector<std::string>{"a.cpp:3"});
}

TEST(Evidence, NamesWhatTheLedgerOnlyCounts) {
  auto analysis = sample_analysis({});
  const auto mention = [](const char* file, int line, MentionState state,
                          MentionKind kind = MentionKind::address) {
    return Mention{file, line, 1, kind, "", state, ""};
  };
  analysis.mentions = {
      mention("a.py", 1, MentionState::not_analyzed),
      mention("a.py", 2, MentionState::not_analyzed),
      mention("b.cpp", 3, MentionState::unexplained),
      mention("b.cpp", 4, MentionState::unexplained, MentionKind::token_header),
      mention("c.cpp", 5, MentionState::comment)};
  const auto facts = facts_of(analysis);
  const auto& scan = std::get<Scan>(facts[0]);
  EXPECT_EQ(scan.not_analyzed, std::vector<std::string>{"a.py"});
  EXPECT_EQ(scan.unexplained, std::vector<std::string>{"b.cpp:3"});
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
