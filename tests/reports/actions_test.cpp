// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace imds::report {
namespace {

using namespace samples;

const Command& command(const Report& r, const std::string& kind) {
  const auto at = std::ranges::find(r.commands, kind, &Command::kind);
  EXPECT_NE(at, r.commands.end()) << kind;
  return *at;
}

TEST(Actions, EveryPlaceholderIsFilled) {
  const Report r = judged(complete({sighting(), setting()}));
  for (const Command& c : r.commands)
    for (const char* hole :
         {"{canary}", "{instances}", "{hop_limit}", "{options}"})
      EXPECT_EQ(c.command.find(hole), std::string::npos) << c.title;
}

TEST(Actions, NameThisFleetsInstances) {
  const Report r = judged(complete({setting()}));
  EXPECT_NE(command(r, "canary").command.find("i-0abc0123456789def"),
            std::string::npos);
  EXPECT_NE(command(r, "rollback").command.find("--http-tokens optional"),
            std::string::npos);
}

TEST(Actions, RaiseTheHopLimitForContainersOnly) {
  const Report host = judged(complete({sighting()}));
  EXPECT_EQ(host.hop_limit, 1);
  EXPECT_EQ(command(host, "canary").command.find("hop-limit"),
            std::string::npos);
  const Report container =
      judged(complete({sighting(R"({"container":"c1","runtime":"docker"})")}));
  EXPECT_EQ(container.hop_limit, 2);
  EXPECT_NE(command(container, "canary").command.find("hop-limit 2"),
            std::string::npos);
}

/// Every command that would be pasted, in one text.
std::string all_commands(const Report& r) {
  std::string text;
  for (const Command& c : r.commands)
    text += c.command + '\n';
  return text;
}

const char* const kContainer = R"({"container":"c1","runtime":"docker"})";

TEST(Actions, RaiseTheHopLimitOnlyWhereItIsTooLow) {
  const Report r = judged(complete(
      {sighting(kContainer), setting(R"({"hop_limit":1})"),
       setting(R"({"hop_limit":3,"instance":"i-0bbb","host":null})")}));
  const std::string text = all_commands(r);
  EXPECT_NE(text.find("for id in i-0abc0123456789def; do"), std::string::npos);
  const auto raised = text.find("for id in i-0bbb; do");
  ASSERT_NE(raised, std::string::npos);
  const std::string loop =
      text.substr(raised, text.find("done", raised) - raised);
  EXPECT_EQ(loop.find("hop-limit"), std::string::npos) << loop;
}

TEST(Actions, TurnNothingOnThatIsOff) {
  const Report r = judged(complete(
      {setting(), setting(R"({"instance":"i-0bbb","host":null,
                              "http_endpoint":"disabled"})"),
       setting(R"({"instance":"i-0ccc","host":null,"ipv6":"enabled"})")}));
  const std::string text = all_commands(r);
  EXPECT_EQ(text.find("i-0bbb"), std::string::npos);
  const std::string canary = command(r, "canary").command;
  EXPECT_NE(canary.find("i-0abc0123456789def"), std::string::npos);
  EXPECT_EQ(canary.find("ipv6"), std::string::npos);
  EXPECT_NE(text.find("for id in i-0ccc; do"), std::string::npos);
}

// web-1 would break, db-1 would not: it is the canary, whatever its id.
TEST(Actions, TheCanaryIsAHostThatSurvives) {
  const Report r = judged(
      complete({sighting(R"({"class":"v1_ok"})"), survey(R"({"requests":3})"),
                survey(R"({"host":"db-1","survey":"u2"})"), setting(),
                setting(R"({"instance":"i-0fff","host":"db-1"})")}));
  EXPECT_NE(command(r, "canary").command.find("i-0fff"), std::string::npos);
  EXPECT_NE(all_commands(r).find("for id in i-0fff i-0abc0123456789def; do"),
            std::string::npos);
}

TEST(Actions, NeverLowerALimitThatSomebodyRaised) {
  const Report r = judged(complete({setting(R"({"hop_limit":3})")}));
  const Command& terraform = command(r, "terraform");
  EXPECT_NE(terraform.command.find("hop_limit = 3"), std::string::npos);
}

TEST(Actions, MendComesFirstAndRollbackLast) {
  const Report r = judged(complete({sighting(R"({"class":"v1_ok"})")}));
  EXPECT_EQ(r.commands.front().kind, "fix");
  EXPECT_EQ(r.commands.back().kind, "rollback");
  for (std::size_t i = 0; i < r.commands.size(); ++i)
    EXPECT_EQ(r.commands[i].step, static_cast<int>(i) + 1);
}

TEST(Actions, WhatCannotBeUndoneSaysSo) {
  const Report r = judged(complete({sighting()}));
  for (const Command& c : r.commands)
    EXPECT_EQ(c.reversible,
              c.command.find("--imds-support") == std::string::npos)
        << c.title;
}

} // namespace
} // namespace imds::report
