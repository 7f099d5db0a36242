// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::string text_of(const Analysis& analysis, TextStyle style = {}) {
  return render_text(analysis, outcome(analysis, false), style);
}

TEST(Text, PutsTheVerdictFirst) {
  EXPECT_EQ(text_of(sample_analysis({sample_finding("v1")})),
            R"(not ready: 1 request would break under HttpTokens=required

role.cpp:9:3: warning: asks for credentials [libcurl.get]
role.cpp:4: note: the URL is made here (in role)
  = breaks under HttpTokens=required (confidence: high)
  = fix: send the token

1 request flow: 1 v1
1 file looked at, 0 parsed, 0 mentions of IMDS (--all)
)");
}

TEST(Text, PutsBlockersBeforeCautions) {
  const auto text = text_of(sample_analysis(
      {sample_finding("v1-fallback", 5), sample_finding("v1", 7)}));
  EXPECT_LT(text.find("role.cpp:7:"), text.find("role.cpp:5:"));
}

TEST(Text, PrintsAFixOnce) {
  const auto text = text_of(
      sample_analysis({sample_finding("v1", 5), sample_finding("v1", 7)}));
  EXPECT_EQ(text.find("send the token"), text.rfind("send the token"));
  EXPECT_NE(text.find("fix: as above, role.cpp:5"), std::string::npos);
}

TEST(Text, KeepsTheLinesOfAFix) {
  auto finding = sample_finding("v1");
  finding.fix = "put(url);\n  get(" + std::string(90, 'x') + " y);";
  EXPECT_NE(text_of(sample_analysis({finding}))
                .find("  = fix:\n      put(url);\n        get(" +
                      std::string(90, 'x') + " y);\n"),
            std::string::npos);
}

TEST(Text, ShowsV2OnlyIfAsked) {
  const auto analysis = sample_analysis({sample_finding("v2")});
  EXPECT_EQ(text_of(analysis).find("role.cpp:9"), std::string::npos);
  EXPECT_NE(text_of(analysis, {.every_verdict = true}).find("role.cpp:9"),
            std::string::npos);
}

TEST(Text, NamesTheSwitch) {
  auto finding = sample_finding("v1");
  finding.config_switch = Switch{"use_v2", "false", "true sends the token"};
  EXPECT_NE(text_of(sample_analysis({finding}))
                .find("switch: use_v2, default false: true sends the token"),
            std::string::npos);
}

TEST(Text, ListsWhatWasSetAside) {
  auto analysis = sample_analysis({sample_finding("v1")});
  analysis.findings[0].standing = Standing::allowed;
  analysis.findings[0].why = "only on OpenStack";
  EXPECT_EQ(text_of(analysis).find("only on OpenStack"), std::string::npos);
  const auto text = text_of(analysis, {.skipped = true});
  EXPECT_NE(text.find("role.cpp:9: allowed [libcurl.get]: only on OpenStack"),
            std::string::npos);
}

TEST(Text, IsSafeForTheTerminal) {
  auto finding = sample_finding("v1");
  finding.message = "a\033[2Jb";
  finding.file = "x\033]0;y\a.cpp";
  const auto text = text_of(sample_analysis({finding}));
  EXPECT_EQ(text.find('\033'), std::string::npos);
  EXPECT_NE(text_of(sample_analysis({finding}), {.color = true}).find('\033'),
            std::string::npos);
}

} // namespace
} // namespace imds::analyzer
