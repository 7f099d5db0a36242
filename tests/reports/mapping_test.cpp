// SPDX-License-Identifier: Apache-2.0
//
// Mapping files, baselines and differences.
#include "input_files.h"

#include "reports/changes.h"
#include "reports/render.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace imds::report {
namespace {

using namespace samples;

TEST(TeamMap, PatternsFit) {
  EXPECT_TRUE(fits("pay-*.service", "pay-card.service"));
  EXPECT_TRUE(fits("*", ""));
  EXPECT_TRUE(fits("a*b*c", "aXbYc"));
  EXPECT_TRUE(fits("a*b", "abab"));
  EXPECT_FALSE(fits("pay-*", "repay-1"));
  EXPECT_FALSE(fits("", "x"));
}

TEST(TeamMap, NamesTeamsAndHosts) {
  const InputFiles files;
  auto map = TeamMap::load(files.write("map", "# who owns what\n"
                                              "team core unit:agent.*\n"
                                              "team web file:src/*\n"
                                              "instance i-1 web-1\n"));
  ASSERT_TRUE(map) << map.error().what;
  const Report r = judged_files(
      {files.write("e.ndjson", lines(complete({sighting(R"({"class":"v1_ok"})"),
                                               finding(R"({"verdict":"v1",
                                    "under_required":"breaks"})")})))},
      &*map);
  EXPECT_EQ(r.services[0].team, "core");
  ASSERT_EQ(r.blockers.size(), 2u);
  for (const Item& b : r.blockers)
    EXPECT_EQ(b.team, b.kind == "caller" ? "core" : "web");
  EXPECT_TRUE(r.missing.empty()) << r.missing[0].text;
}

// Not the kind of a line decides, but its place.
TEST(TeamMap, TheFirstLineThatFitsDecides) {
  const InputFiles files;
  const std::string evidence =
      files.write("e.ndjson", lines(complete({sighting()})));
  const auto team = [&](const char* text) {
    auto map = TeamMap::load(files.write("map", text));
    const Report r = judged_files({evidence}, &*map);
    return r.missing.empty() ? r.services[0].team : r.missing[0].text;
  };
  EXPECT_EQ(team("team a host:web-1\nteam b unit:agent.*\n"), "a");
  EXPECT_EQ(team("team b unit:agent.*\nteam a host:web-1\n"), "b");
  EXPECT_EQ(team("team a host:web-*\nteam c service:agent*\n"), "a");
}

// A file may be named whole, and need not have anything to mend.
TEST(TeamMap, NamesTheTeamOfEveryFinding) {
  const InputFiles files;
  auto map = TeamMap::load(files.write("map", "team a file:src/role.cpp\n"
                                              "team b file:src/*\n"));
  const Report r = judged_files(
      {files.write("e.ndjson",
                   lines(complete({finding(), finding(R"({"file":"src/b.cpp",
                                               "fingerprint":"f2"})")})))},
      &*map);
  ASSERT_EQ(r.findings.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i)
    EXPECT_EQ(r.findings[i].team,
              r.evidence.findings[i].file == "src/b.cpp" ? "b" : "a");
  EXPECT_EQ(r.components[0].team, "b");
  EXPECT_TRUE(r.missing.empty()) << r.missing[0].text;
  StringSink out;
  render_html(r, out);
  EXPECT_NE(out.text().find("<tr><td>a</td>"), std::string::npos);
}

TEST(TeamMap, WhatMatchesNothingIsMissing) {
  const InputFiles files;
  auto map = TeamMap::load(files.write("map", "team x unit:nobody.service\n"));
  const Report r =
      judged_files({files.write("e.ndjson", lines({survey(), scan()}))}, &*map);
  EXPECT_EQ(r.verdict, Verdict::incomplete);
  ASSERT_EQ(r.missing.size(), 1u);
  EXPECT_EQ(r.missing[0].rules[0], Rule::missing_map);
}

// What a mapping says of instances, beside an export of i-0abc.
TEST(TeamMap, AnInstanceThatIsNobodysIsMissing) {
  const InputFiles files;
  const std::string evidence =
      files.write("e.ndjson", lines(complete({setting(), sighting()})));
  const auto missing = [&](const char* text) {
    auto map = TeamMap::load(files.write("map", text));
    const Report r = judged_files({evidence}, &*map);
    return r.missing.empty() ? "" : r.missing[0].text;
  };
  EXPECT_EQ(missing("instance i-0abc0123456789def web-1\n"), "");
  EXPECT_EQ(missing("instance i-0fff web-1\n"),
            "no export is of instance i-0fff");
  EXPECT_EQ(
      missing("instance i-0abc0123456789def web-9\n"),
      "no survey is of this instance, and it does not require tokens yet");
  EXPECT_EQ(missing("instance i-0abc0123456789def web-1\n"
                    "instance i-0abd0123456789def web-1\n"),
            "no export is of instance i-0abd0123456789def");
  EXPECT_EQ(missing("# nothing but a comment\n"), "it holds no line");
}

TEST(TeamMap, ABrokenLineIsAnError) {
  const InputFiles files;
  for (const char* text : {"team x\n", "team x colour:red\n", "owner x y:z\n"})
    EXPECT_FALSE(TeamMap::load(files.write("map", text))) << text;
}

TEST(Changes, SayWhatIsNewAndWhatIsGone) {
  const InputFiles files;
  const std::string old = files.write(
      "old.json", as_json(judged(complete({sighting(R"({"class":"v1_ok"})"),
                                           sighting(R"({"exe":"/bin/b"})")}))));
  Report now = judged(
      complete({sighting(), sighting(R"({"exe":"/bin/b","class":"v1_ok"})")}));
  const auto earlier = read_report(old);
  ASSERT_TRUE(earlier) << earlier.error().what;
  compare(now, *earlier);
  EXPECT_EQ(now.changes->fresh, std::vector<std::string>{"b in agent.service"});
  EXPECT_EQ(now.changes->gone,
            std::vector<std::string>{"agent in agent.service"});
  EXPECT_EQ(now.changes->became_ready,
            std::vector<std::string>{"agent in agent.service"});
  EXPECT_EQ(now.changes->came_back,
            std::vector<std::string>{"b in agent.service"});
}

TEST(Changes, AreShownToAllWhoRead) {
  const InputFiles files;
  const auto before = read_report(files.write(
      "r.json", as_json(judged(complete({sighting(R"({"class":"v1_ok"})")})))));
  Report now = judged(complete({sighting()}));
  Report same = now;
  compare(now, *before);
  compare(same, *read_report(files.write("s.json", as_json(same))));
  StringSink text, md, html, quiet;
  render_text(now, text, /*color=*/false);
  render_md(now, md);
  render_html(now, html);
  render_md(same, quiet);
  EXPECT_NE(text.text().find("  became ready:  agent in agent.service\n"),
            std::string::npos)
      << text.text();
  EXPECT_NE(md.text().find("- became ready: agent in agent.service\n"),
            std::string::npos);
  EXPECT_NE(html.text().find("<li>became ready: agent in agent.service</li>"),
            std::string::npos);
  EXPECT_NE(quiet.text().find("nothing changed"), std::string::npos);
}

TEST(Changes, ABaselineKnowsItsBlockers) {
  const InputFiles files;
  const auto evidence = complete({sighting(R"({"class":"v1_ok"})")});
  Report r = judged(evidence);
  const auto baseline = read_report(files.write("b.json", as_json(r)));
  mark_known(r, *baseline);
  EXPECT_TRUE(r.blockers[0].known);
  EXPECT_EQ(r.verdict, Verdict::not_ready);
}

// It got no token then, and asks without one now.
TEST(Changes, ABaselineKnowsNoOtherRule) {
  const InputFiles files;
  const auto judged_as = [](const char* patch) {
    return judged(complete({sighting(patch)}));
  };
  Report r = judged_as(R"({"class":"v1_ok","host":"web-2"})");
  const Report before = judged_as(R"({"class":"put_failed"})");
  mark_known(r, *read_report(files.write("b.json", as_json(before))));
  EXPECT_FALSE(r.blockers[0].known);
}

/// The cautions of `now` that a baseline of `before` does not have.
std::size_t new_cautions(const char* before, const char* now) {
  const InputFiles files;
  Report r = judged(complete({sighting(now)}));
  mark_known(r, *read_report(files.write(
                    "b.json", as_json(judged(complete({sighting(before)}))))));
  return static_cast<std::size_t>(
      std::ranges::count(r.cautions, false, &Item::known));
}

TEST(Changes, ABaselineKnowsItsCautions) {
  const char* const miss = R"({"class":"v1_miss"})";
  EXPECT_EQ(new_cautions(miss, miss), 0u);
  EXPECT_EQ(new_cautions(R"({"class":"v1_ok"})", miss), 0u);
  EXPECT_EQ(new_cautions("{}", miss), 1u);
}

// What was a caution and is a blocker now got worse.
TEST(Changes, ABaselinesCautionExcusesNoBlocker) {
  const InputFiles files;
  const auto miss = complete({sighting(R"({"class":"v1_miss"})")});
  Report r = judged(complete({sighting(R"({"class":"v1_ok"})")}));
  mark_known(r, *read_report(files.write("b.json", as_json(judged(miss)))));
  EXPECT_FALSE(r.blockers[0].known);
}

const char* const kRolefetch = R"({"class":"v1_ok","exe":"/bin/rolefetch"})";

std::string breaking(const char* file, const char* fingerprint) {
  return finding(nlohmann::json{
      {"verdict", "v1"},
      {"under_required", "breaks"},
      {"file", file},
      {"fingerprint",
       fingerprint}}.dump());
}

bool all_known(const std::vector<std::string>& before,
               const std::vector<std::string>& now) {
  const InputFiles files;
  Report r = judged(complete(now));
  mark_known(r, *read_report(
                    files.write("b.json", as_json(judged(complete(before))))));
  return !r.blockers.empty() && std::ranges::all_of(r.blockers, &Item::known);
}

// A join must not make news of old code, nor hide new code in an old caller.
TEST(Changes, AJoinIsNoNewsAndHidesNone) {
  const auto caller = sighting(kRolefetch);
  const auto old_code = breaking("src/rolefetch.cpp", "f1");
  const auto new_code = breaking("src/rolefetch.cpp", "f2");
  EXPECT_TRUE(all_known({caller, old_code}, {caller, old_code}));
  EXPECT_FALSE(all_known({caller}, {caller, new_code}));
  EXPECT_FALSE(all_known({caller, old_code}, {caller, old_code, new_code}));
  EXPECT_FALSE(all_known({old_code}, {caller, old_code}));
  EXPECT_TRUE(all_known({caller, old_code}, {sighting(), old_code}));
}

TEST(Changes, WhatIsNoReportIsAnError) {
  const InputFiles files;
  for (const char* text : {"", "[]", "{}", "{\"verdict\":\"ready\"}",
                           "{\"schema\":2,\"verdict\":\"ready\"}"})
    EXPECT_FALSE(read_report(files.write("r.json", text))) << text;
}

} // namespace
} // namespace imds::report
