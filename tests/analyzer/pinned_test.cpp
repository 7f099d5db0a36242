// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pinned.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

Software pin(const char* speaks) {
  Software out;
  out.name = "AWS SDK for C++";
  out.version = "1.7.100";
  out.path = "conanfile.txt";
  out.speaks = speaks;
  out.first_v2 = "1.7.229";
  return out;
}

Finding judged(const std::string& verdict, const std::string& rule,
               std::vector<Software> pins) {
  Finding finding = sample_finding(verdict);
  finding.rule = rule;
  Analysis analysis = sample_analysis({finding});
  analysis.software = std::move(pins);
  EXPECT_TRUE(judge_by_pins({}, analysis));
  return analysis.findings[0].finding;
}

TEST(Pinned, OldSdkHasNothingToFallBackFrom) {
  const Finding finding =
      judged("v1-fallback", "aws_sdk_cpp.v1_fallback", {pin("v1")});
  EXPECT_EQ(finding.verdict, "v1");
  EXPECT_EQ(finding.under_required, "breaks");
  EXPECT_NE(finding.message.find("conanfile.txt pins AWS SDK for C++ 1.7.100"),
            std::string::npos);
}

TEST(Pinned, LeavesTheRest) {
  const std::string rule = "aws_sdk_cpp.v1_fallback";
  const auto old = pin("v1");
  EXPECT_EQ(judged("v1-fallback", rule, {}).verdict, "v1-fallback");
  EXPECT_EQ(judged("v1-fallback", rule, {pin("unknown")}).verdict,
            "v1-fallback");
  EXPECT_EQ(judged("v1-fallback", rule, {old, pin("v1-fallback")}).verdict,
            "v1-fallback");
  EXPECT_EQ(judged("v2", rule, {old}).verdict, "v2");
  EXPECT_EQ(judged("v1-fallback", "beast.v1_fallback", {old}).verdict,
            "v1-fallback");
}

} // namespace
} // namespace imds::analyzer
