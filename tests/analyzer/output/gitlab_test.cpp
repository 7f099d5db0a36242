// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace imds::analyzer {
namespace {

TEST(Gitlab, WritesWhatGitlabAsksFor) {
  auto finding = sample_finding("v1");
  finding.fingerprint = "abc:1";
  const auto issues = nlohmann::json::parse(
      render_gitlab(sample_analysis({finding, sample_finding("v2")})));
  ASSERT_EQ(issues.size(), 1u);
  EXPECT_EQ(issues[0], nlohmann::json::parse(R"({
    "description": "asks for credentials",
    "check_name": "libcurl.get",
    "fingerprint": "abc:1",
    "severity": "blocker",
    "location": {"path": "role.cpp", "lines": {"begin": 9}}
  })"));
}

TEST(Gitlab, WritesAnEmptyArray) {
  EXPECT_EQ(render_gitlab(sample_analysis({})), "[]\n");
}

} // namespace
} // namespace imds::analyzer
