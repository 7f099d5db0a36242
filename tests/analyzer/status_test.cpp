// SPDX-License-Identifier: Apache-2.0
// The rows of the table of exit statuses, one case each.
#include "analyzer/status.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

Finding with_fate(const std::string& verdict, const std::string& fate) {
  auto finding = sample_finding(verdict);
  finding.under_required = fate;
  return finding;
}

Finding with_switch(const std::string& preset) {
  auto finding = with_fate("v1-fallback", "depends");
  finding.config_switch = Switch{"use_v2", preset, "false asks without"};
  return finding;
}

Mention mention(MentionKind kind, MentionState state) {
  return {"a.cpp", 1, 1, kind, "169.254.169.254", state, ""};
}

struct Case {
  const char* what;
  Analysis analysis;
  ExitStatus status;
  ExitStatus strict;
};

Analysis with_mention(MentionKind kind, MentionState state) {
  auto analysis = sample_analysis({});
  analysis.mentions = {mention(kind, state)};
  return analysis;
}

Analysis with(void (*change)(Analysis&)) {
  auto analysis = sample_analysis({});
  change(analysis);
  return analysis;
}

std::vector<Case> cases() {
  using enum ExitStatus;
  return {
      {"nothing concerns IMDS", sample_analysis({}), ready, ready},
      {"a v2 request", sample_analysis({sample_finding("v2")}), ready, ready},
      {"a fallback alone is a caution",
       sample_analysis({sample_finding("v1-fallback")}), ready, ready},
      {"a fallback that breaks",
       sample_analysis({with_fate("v1-fallback", "breaks")}), v1_in_use,
       v1_in_use},
      {"a switch whose default is unknown",
       sample_analysis({with_fate("v1-fallback", "depends")}), incomplete,
       incomplete},
      {"a switch whose default sends the token",
       sample_analysis({with_switch("true")}), ready, ready},
      {"a v1 request", sample_analysis({sample_finding("v1")}), v1_in_use,
       v1_in_use},
      {"a switch whose default is v1",
       sample_analysis({with_fate("v1", "depends")}), v1_in_use, v1_in_use},
      {"without a token first, then with one",
       sample_analysis({with_fate("v1", "survives")}), ready, ready},
      {"a review finding", sample_analysis({sample_finding("review")}),
       incomplete, incomplete},
      {"v1 beats review",
       sample_analysis({sample_finding("review"), sample_finding("v1", 20)}),
       v1_in_use, v1_in_use},
      {"an address that nothing explains",
       with_mention(MentionKind::address, MentionState::unexplained),
       incomplete, incomplete},
      {"a metadata path that nothing explains",
       with_mention(MentionKind::path, MentionState::unexplained), incomplete,
       incomplete},
      {"a header's name reaches nothing",
       with_mention(MentionKind::token_header, MentionState::unexplained),
       ready, ready},
      {"a comment", with_mention(MentionKind::address, MentionState::comment),
       ready, ready},
      {"a language not analyzed",
       with_mention(MentionKind::address, MentionState::not_analyzed), ready,
       incomplete},
      {"a file that cannot be read",
       with([](Analysis& a) { a.scan.unread = {"secret.cpp"}; }), incomplete,
       incomplete},
      {"a unit that crashed",
       with([](Analysis& a) { a.failed = {"a.cpp: signal 11"}; }), incomplete,
       incomplete},
      {"a function over its budget",
       with([](Analysis& a) { a.over_budget = {"big()"}; }), incomplete,
       incomplete},
      {"parse errors alone", with([](Analysis& a) { a.scan.with_errors = 3; }),
       ready, ready},
      {"nothing to look at",
       with([](Analysis& a) { a.looked_at_code = false; }), incomplete,
       incomplete},
      {"an old SDK is a caution", with([](Analysis& a) {
         Software s;
         s.speaks = "v1";
         a.software = {s};
       }),
       ready, ready},
      {"a request that a comment allows is a caution", with([](Analysis& a) {
         a.findings.push_back(
             {sample_finding("v1"), Standing::allowed, "a lab"});
       }),
       ready, ready},
  };
}

TEST(Status, FollowsTheTable) {
  for (const auto& c : cases()) {
    SCOPED_TRACE(c.what);
    EXPECT_EQ(outcome(c.analysis, false).status, c.status);
    EXPECT_EQ(outcome(c.analysis, true).status, c.strict);
  }
}

TEST(Status, CountsOnlyWhatIsReported) {
  for (const auto standing :
       {Standing::allowed, Standing::known, Standing::unchanged}) {
    auto analysis = sample_analysis({sample_finding("v1")});
    analysis.findings[0].standing = standing;
    EXPECT_EQ(outcome(analysis, true).status, ExitStatus::ready);
  }
}

TEST(Status, SaysTheVerdictInOneSentence) {
  const auto not_ready =
      outcome(sample_analysis({sample_finding("v1")}), false);
  EXPECT_EQ(not_ready.verdict,
            "not ready: 1 request would break under HttpTokens=required");
  const auto review =
      outcome(sample_analysis({sample_finding("review")}), false);
  EXPECT_EQ(review.verdict, "incomplete: 1 request could not be decided");
}

} // namespace
} // namespace imds::analyzer
