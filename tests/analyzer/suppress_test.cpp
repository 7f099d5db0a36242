// SPDX-License-Identifier: Apache-2.0
#include "analyzer/suppress.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

struct Case {
  const char* what;
  const char* text;
  int covers; // 0: unusable
  const char* rules;
  const char* reason;
};

const Case kCases[] = {
    {"behind code", "send(); // imds-ready: allow(a.b) OpenStack only\n", 1,
     "a.b", "OpenStack only"},
    {"alone, for the next line", "\n// imds-ready: allow(a.b) why\nsend();\n",
     3, "a.b", "why"},
    {"alone, other comments between",
     "// imds-ready: allow(a.b) why\n// more\n\nsend();\n", 4, "a.b", "why"},
    {"two rules", "send(); // imds-ready: allow(a.b, c.d) why\n", 1, "a.b c.d",
     "why"},
    {"a block comment", "send(); /* imds-ready: allow(a.b) why */\n", 1, "a.b",
     "why"},
    {"shell", "curl x # imds-ready: allow(a.b) why\n", 1, "a.b", "why"},
    {"no reason", "send(); // imds-ready: allow(a.b)\n", 0, "", ""},
    {"no rule", "send(); // imds-ready: allow() why\n", 0, "", ""},
    {"another word", "send(); // imds-ready: ignore\n", 0, "", ""},
    {"not closed", "send(); // imds-ready: allow(a.b why\n", 0, "", ""},
};

TEST(Suppress, ReadsComments) {
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.what);
    const auto allows = read_allows("a.cpp", c.text);
    ASSERT_EQ(allows.size(), 1u);
    EXPECT_EQ(allows[0].trouble.empty(), c.covers != 0);
    if (c.covers == 0)
      continue;
    std::string rules;
    for (const auto& rule : allows[0].rules)
      rules += (rules.empty() ? "" : " ") + rule;
    EXPECT_EQ(rules, c.rules);
    EXPECT_EQ(allows[0].covers, c.covers);
    EXPECT_EQ(allows[0].reason, c.reason);
  }
}

TEST(Suppress, PassesOverAStringThatNamesTheTag) {
  EXPECT_TRUE(read_allows("a.cpp", "puts(\"imds-ready: error\");").empty());
}

Allow allow_at(int line, const std::string& rule) {
  Allow allow;
  allow.file = "role.cpp";
  allow.line = line;
  allow.covers = line;
  allow.rules = {rule};
  allow.reason = "known";
  return allow;
}

TEST(Suppress, SetsTheFindingAsideWithItsReason) {
  auto analysis = sample_analysis({sample_finding("v1", 9)});
  apply_allows({allow_at(9, "libcurl.get")}, analysis);
  EXPECT_EQ(analysis.findings[0].standing, Standing::allowed);
  EXPECT_EQ(analysis.findings[0].why, "known");
  EXPECT_TRUE(analysis.stale_allows.empty());
}

TEST(Suppress, ReportsAStaleComment) {
  auto analysis = sample_analysis({sample_finding("v1", 9)});
  apply_allows({allow_at(9, "cpr.get"), allow_at(8, "libcurl.get")}, analysis);
  EXPECT_EQ(analysis.findings[0].standing, Standing::reported);
  ASSERT_EQ(analysis.stale_allows.size(), 2u);
  EXPECT_EQ(analysis.stale_allows[0].what,
            "allow(cpr.get) covers no finding of line 9");
}

} // namespace
} // namespace imds::analyzer
