// SPDX-License-Identifier: Apache-2.0
#include "analyzer/fingerprint.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

/// Fingerprints of findings at `lines` of a file role.cpp that holds `text`.
std::vector<std::string> prints(const std::string& text,
                                const std::vector<int>& lines,
                                const std::string& verdict = "v1") {
  const TempTree tree;
  tree.write("role.cpp", text);
  std::vector<Finding> findings;
  for (const int line : lines)
    findings.push_back(sample_finding(verdict, line));
  auto analysis = sample_analysis(findings);
  analysis.root = tree.path();
  fingerprint(analysis);
  std::vector<std::string> values;
  for (const auto& noted : analysis.findings)
    values.push_back(noted.finding.fingerprint);
  return values;
}

TEST(Fingerprint, SurvivesMovedLinesAndIndentation) {
  EXPECT_EQ(prints("get(h);\n", {1}), prints("\n\n    get( h );\n", {3}));
}

TEST(Fingerprint, IsNotTheVerdicts) {
  EXPECT_EQ(prints("get(h);\n", {1}), prints("get(h);\n", {1}, "review"));
}

TEST(Fingerprint, TellsOtherTextApart) {
  EXPECT_NE(prints("get(h);\n", {1}), prints("get(k);\n", {1}));
}

TEST(Fingerprint, CountsEqualLines) {
  const auto two = prints("get(h);\nget(h);\n", {1, 2});
  EXPECT_NE(two[0], two[1]);
  EXPECT_EQ(two[0], prints("get(h);\n", {1})[0]);
}

TEST(Fingerprint, TakesALineThatIsNotThere) {
  EXPECT_FALSE(prints("", {7})[0].empty());
}

} // namespace
} // namespace imds::analyzer
