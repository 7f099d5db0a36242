// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace imds::analyzer {
namespace {

nlohmann::json run_of(const Analysis& analysis) {
  const auto log =
      nlohmann::json::parse(render_sarif(analysis, outcome(analysis, false)));
  EXPECT_EQ(log["version"], "2.1.0");
  return log["runs"][0];
}

TEST(Sarif, PlacesAndTracesAResult) {
  auto finding = sample_finding("v1");
  finding.file = "src/a role.cpp";
  finding.fingerprint = "abc:1";
  const auto result = run_of(sample_analysis({finding}))["results"][0];
  const auto place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "src/a%20role.cpp");
  EXPECT_EQ(place["region"]["startLine"], 9);
  EXPECT_EQ(result["level"], "error");
  EXPECT_EQ(result["partialFingerprints"]["primaryLocationLineHash"], "abc:1");
  const auto flow = result["codeFlows"][0]["threadFlows"][0]["locations"];
  EXPECT_EQ(flow[0]["location"]["message"]["text"], "the URL is made here");
  EXPECT_EQ(result["relatedLocations"].size(), 1u);
}

TEST(Sarif, ListsEachRuleOnce) {
  auto other = sample_finding("review");
  other.rule = "raw_socket.get";
  const auto run = run_of(sample_analysis(
      {sample_finding("v1"), other, sample_finding("v1-fallback")}));
  EXPECT_EQ(run["tool"]["driver"]["rules"].size(), 2u);
  EXPECT_EQ(run["results"][2]["ruleIndex"], 0);
  EXPECT_EQ(run["results"][1]["ruleIndex"], 1);
}

TEST(Sarif, HasNoSuppressedAndNoV2Results) {
  auto analysis = sample_analysis({sample_finding("v1"), sample_finding("v2")});
  analysis.findings[0].standing = Standing::allowed;
  const auto text = render_sarif(analysis, outcome(analysis, false));
  EXPECT_EQ(text.find("suppressions"), std::string::npos);
  EXPECT_TRUE(run_of(analysis)["results"].empty());
}

TEST(Sarif, SaysWhyItIsIncomplete) {
  auto analysis = sample_analysis({});
  analysis.failed = {"big.cpp: timeout"};
  const auto invocation = run_of(analysis)["invocations"][0];
  EXPECT_EQ(invocation["exitCode"], 3);
  EXPECT_EQ(invocation["toolExecutionNotifications"].size(), 1u);
}

TEST(Sarif, TakesBytesThatAreNoText) {
  auto finding = sample_finding("v1");
  finding.message = "\xff\xfe";
  EXPECT_FALSE(run_of(sample_analysis({finding}))["results"].empty());
}

} // namespace
} // namespace imds::analyzer
