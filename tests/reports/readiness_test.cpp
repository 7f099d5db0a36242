// SPDX-License-Identifier: Apache-2.0
//
// docs/readiness.md as a table: each rule fires for the evidence below, weighs
// what the document says, and moves the verdict accordingly.
#include "samples.h"

#include "tests/paths.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <regex>

namespace imds::report {
namespace {

using namespace samples;

struct Case {
  const char* name;
  const char* rule; // that must fire; "" for none at all
  std::vector<std::string> lines;
};

const Case kCases[] = {
    {"a caller with a token", "", complete({sighting()})},
    {"a foreign path", "",
     complete({sighting(R"({"class":"other_cloud","path":"/metadata"})")})},
    {"a token PUT", "",
     complete({sighting(R"({"class":"put_ok","method":"PUT"})")})},
    {"a 404 with a token", "", complete({sighting(R"({"class":"v2_miss"})")})},

    {"v1 answered", "traffic.v1", complete({sighting(R"({"class":"v1_ok"})")})},
    {"v1 without an answer", "traffic.v1",
     complete({sighting(R"({"class":"v1_unanswered","status":null})")})},
    {"the ttl header on a GET", "traffic.ttl_on_get",
     complete({sighting(R"({"class":"ttl_on_get"})")})},
    {"a fallback", "traffic.fallback",
     complete({sighting(R"({"class":"v1_fallback","cause":"timeout"})")})},
    {"a hop-limited PUT", "traffic.hop_limit",
     complete({sighting(R"({"class":"put_hop_limited","reply_ttl":1})")})},
    {"a failed PUT", "traffic.put_failed",
     complete({sighting(R"({"class":"put_failed","status":403})")})},
    {"refused and nothing else", "traffic.rejected",
     complete({sighting(R"({"class":"v1_rejected","status":401})")})},

    {"a 404 without a token", "traffic.miss",
     complete({sighting(R"({"class":"v1_miss","status":404})")})},
    {"refused, then with a token", "traffic.v1_first",
     complete({sighting(R"({"class":"v1_rejected"})"), sighting()})},
    {"a failed PUT and a good one later", "traffic.put_recovered",
     complete(
         {sighting(R"({"class":"put_failed"})"), sighting(R"({"class":"put_ok",
                            "last":"2026-11-02T02:00:00.000Z"})")})},
    {"a good PUT and a failed one later", "traffic.put_failed",
     complete(
         {sighting(R"({"class":"put_ok"})"), sighting(R"({"class":"put_failed",
                            "last":"2026-11-02T02:00:00.000Z"})")})},
    {"a refused token", "traffic.bad_token",
     complete({sighting(R"({"class":"v2_bad_token","status":401})")})},
    {"a capture file knows no process", "traffic.unnamed",
     complete({sighting(R"({"exe":null,"comm":null,"pid":null,"argv":null})"),
               survey(R"({"source":"file","requests":3})")})},

    {"a proxy asks for nobody knows whom", "traffic.go_between",
     complete({sighting(R"({"go_between":"kube2iam"})")})},

    {"one interface", "traffic.narrow",
     complete({survey(R"({"interfaces":["eth0"]})")})},
    {"one network namespace", "traffic.narrow",
     complete({survey(R"({"one_namespace":true})")})},
    {"the interfaces of a capture file", "",
     complete({sighting(), survey(R"({"interfaces":["docker0"],"requests":3,
                                      "source":"file"})")})},
    {"the bridges of containers alone", "missing.uplink",
     complete({survey(R"({"interfaces":["docker0","vethb1f"]})")})},
    {"a bridge beside the uplink", "traffic.narrow",
     complete({survey(R"({"interfaces":["docker0","ens5"]})")})},

    {"code that breaks", "code.breaks",
     complete({finding(R"({"verdict":"v1","under_required":"breaks"})")})},
    {"a fallback that breaks", "code.breaks",
     complete(
         {finding(R"({"verdict":"v1-fallback","under_required":"breaks"})")})},
    {"v1 by a switch's default", "code.depends",
     complete({finding(R"({"verdict":"v1","under_required":"depends",
         "switch":{"name":"--v2","default":"off","effect":"token"}})")})},
    {"a fallback in code", "code.fallback",
     complete({finding(
         R"({"verdict":"v1-fallback","under_required":"survives"})")})},
    {"v1 first in code", "code.v1_first",
     complete({finding(R"({"verdict":"v1","under_required":"survives"})")})},
    {"v2 unless switched", "code.switch",
     complete({finding(R"({"verdict":"v2","under_required":"depends",
         "switch":{"name":"--v1","default":"off","effect":"no token"}})")})},
    {"code with a token", "", complete({finding()})},
    {"a request that a comment allows", "code.allowed",
     complete({scan(R"-({"allowed":["a.c:7 (lab)"]})-")})},
    {"other languages", "code.not_analyzed",
     complete({scan(R"({"ledger":{"not_analyzed":2},
         "not_analyzed":["a.py","b.go"]})")})},
    {"other languages, by a scan that names none", "code.not_analyzed",
     complete({scan(R"({"ledger":{"not_analyzed":2}})")})},

    {"no code", "missing.code", {survey()}},
    {"an empty tree", "missing.code", {survey(), scan(R"({"files":0})")}},
    {"no traffic", "missing.traffic", {scan()}},
    {"an hour of traffic", "missing.time",
     complete({survey(R"({"end":"2026-11-01T01:00:00.000Z"})")})},
    {"no boot", "missing.boot",
     complete({survey(R"({"boot_covered":false})")})},
    {"not even the boot was heard to ask", "missing.silent",
     complete({survey(R"({"packets":0})")})},
    {"a capture of what is not IMDS's", "missing.silent",
     complete({survey(R"({"packets":7,"source":"file","host":null})")})},
    {"a deaf survey after one that heard", "missing.silent",
     complete({sighting(R"({"survey":"u0"})"),
               survey(R"({"survey":"u0","requests":3,"packets":9,
                          "start":"2026-10-20T00:00:00.000Z",
                          "end":"2026-10-20T02:00:00.000Z"})"),
               survey(R"({"packets":0})")})},
    {"a deaf survey beside the capture of another", "missing.silent",
     complete({sighting(), survey(R"({"requests":3,"source":"file"})"),
               survey(R"({"survey":"u2","packets":0})")})},
    {"a survey that was deaf in spring", "",
     complete({survey(), survey(R"({"survey":"u2","packets":0,
                          "start":"2026-03-01T00:00:00.000Z",
                          "end":"2026-03-02T00:00:00.000Z"})")})},
    {"drops", "missing.drops", complete({survey(R"({"dropped":1})")})},
    {"gaps", "missing.drops", complete({survey(R"({"gaps":1})")})},
    {"unattributed", "missing.owner",
     complete({survey(R"({"unattributed":1})")})},
    {"unattributed in a capture file", "",
     complete({sighting(), survey(R"({"unattributed":1,"requests":3,
                                      "source":"file"})")})},
    {"unknown", "missing.unknown", complete({survey(R"({"unknown":1})")})},
    {"unread", "missing.unread", complete({scan(R"({"unread":["a.cpp"]})")})},
    {"over budget", "missing.unread",
     complete({scan(R"({"skipped":{"over_budget":2}})")})},
    {"not source", "", complete({scan(R"({"skipped":{"binary":2}})")})},
    {"unexplained", "missing.unexplained",
     complete({scan(R"({"ledger":{"unexplained":1}})")})},
    {"a header alone that nothing explains", "",
     complete({scan(R"({"ledger":{"unexplained":1},"unexplained":[]})")})},
    {"undecided code", "missing.review",
     complete({finding(R"({"verdict":"review","under_required":"depends"})")})},
    {"a verdict of a newer version", "missing.review",
     complete({finding(R"({"verdict":"v3","under_required":"survives"})")})},
    {"fewer sightings than requests", "missing.sum",
     complete({survey(R"({"requests":2})")})},
    {"sightings without a survey", "missing.sum",
     complete({sighting(), survey(R"({"survey":"u2"})")})},
    {"from the future", "missing.future",
     complete({survey(R"({"end":"2027-11-09T00:00:00.000Z"})")})},
    {"from before IMDSv2 was there", "missing.past",
     complete({survey(R"({"start":"2019-11-18T23:59:59.000Z"})")})},
    {"a survey that ended 30 days ago", "",
     complete({survey(R"({"start":"2026-10-25T00:00:00.000Z",
                          "end":"2026-11-01T00:00:00.000Z"})")})},
    {"a survey that ended longer ago", "missing.old",
     complete({survey(R"({"start":"2026-09-01T00:00:00.000Z",
                          "end":"2026-10-31T23:00:00.000Z"})")})},
    {"a long survey, and an hour of today", "missing.old",
     complete({survey(R"({"start":"2026-01-01T00:00:00.000Z",
                          "end":"2026-03-01T00:00:00.000Z"})"),
               survey(R"({"survey":"u2","start":"2026-11-30T00:00:00.000Z",
                          "end":"2026-11-30T01:00:00.000Z"})")})},
    {"a survey of months that goes on", "",
     complete({survey(R"({"start":"2026-01-01T00:00:00.000Z",
                          "end":"2026-11-30T00:00:00.000Z"})")})},
    {"a boot of months ago", "missing.boot",
     complete({survey(R"({"start":"2026-03-01T00:00:00.000Z",
                          "end":"2026-03-02T00:00:00.000Z"})"),
               survey(R"({"survey":"u2","boot_covered":false})")})},
    {"source analyzed 29 days ago", "",
     complete({scan(R"({"end":"2026-11-02T00:00:00.000Z"})")})},
    {"source analyzed in spring", "missing.old",
     complete({scan(R"({"end":"2026-04-01T00:00:00.000Z"})")})},
    {"source analyzed tomorrow", "missing.future",
     complete({scan(R"({"end":"2026-12-02T00:00:00.000Z"})")})},
    {"a cloned survey",
     "missing.contradiction",
     {survey(), survey(R"({"packets":7})"), scan()}},
    {"one run of two hosts", "missing.contradiction",
     complete({survey(), survey(R"({"host":"web-2"})")})},
    {"two hosts with one name", "missing.host_name",
     complete({survey(), survey(R"({"survey":"u2"})")})},
    {"a newer schema",
     "missing.newer",
     {survey(), scan(), R"({"fact":"scan","schema":2})"}},
    {"a newer fact",
     "missing.newer",
     {survey(), scan(), R"({"fact":"dream","schema":1})"}},
    {"a broken line", "missing.input", {survey(), scan(), "{]"}},
};

std::vector<std::string> fired(const Report& r) {
  std::vector<std::string> ids;
  for (const auto* list : {&r.blockers, &r.cautions, &r.missing})
    for (const Item& item : *list)
      for (const Rule rule : item.rules)
        ids.push_back(info(rule).id);
  return ids;
}

Weight weight_of(const std::string& id) {
  for (std::size_t i = 0; i < kRuleCount; ++i)
    if (info(static_cast<Rule>(i)).id == id)
      return info(static_cast<Rule>(i)).weight;
  ADD_FAILURE() << "no rule " << id;
  return Weight::missing;
}

TEST(Readiness, EachRuleFiresForItsEvidence) {
  for (const Case& c : kCases) {
    const Report r = judged(c.lines);
    const auto ids = fired(r);
    const std::string rule = c.rule;
    if (rule.empty()) {
      EXPECT_TRUE(ids.empty()) << c.name << ": " << as_json(r);
      EXPECT_EQ(r.verdict, Verdict::ready) << c.name;
      continue;
    }
    EXPECT_EQ(ids, std::vector<std::string>{rule}) << c.name << as_json(r);
    const Weight weight = weight_of(rule);
    EXPECT_EQ(r.verdict, weight == Weight::blocker   ? Verdict::not_ready
                         : weight == Weight::missing ? Verdict::incomplete
                                                     : Verdict::ready)
        << c.name << ": " << r.reason;
  }
}

TEST(Readiness, ABlockerBeatsWhatIsMissing) {
  const Report r = judged({sighting(R"({"class":"v1_ok"})")});
  EXPECT_EQ(r.verdict, Verdict::not_ready);
  EXPECT_FALSE(r.missing.empty());
}

TEST(Readiness, NothingIsNeverReady) {
  EXPECT_EQ(judged({}).verdict, Verdict::incomplete);
  Needs nothing = defaults();
  nothing.code = nothing.traffic = false;
  EXPECT_EQ(judged({}, nothing).verdict, Verdict::incomplete);
}

// docs/evidence.md promises these keys; others may be left out.
TEST(Readiness, AScanMaySayNoMoreThanItsContract) {
  const std::string line =
      R"({"fact":"scan","schema":1,"host":null,"scan":"s1","seq":1,)"
      R"("root":"shop","files":210,"parsed":12,"with_errors":0,"skipped":{},)"
      R"("unread":[],"ledger":{},"rules_version":"1","tool_version":"1"})";
  const Report r = judged({line, survey()});
  EXPECT_EQ(r.verdict, Verdict::ready) << as_json(r);
}

TEST(Readiness, NeedsAreWhatTheUserSays) {
  Needs code = defaults();
  code.traffic = false;
  EXPECT_EQ(judged({scan()}, code).verdict, Verdict::ready);
  Needs settings = defaults();
  settings.settings = true;
  EXPECT_EQ(judged({scan(), survey()}, settings).verdict, Verdict::incomplete);
  Needs trial = defaults();
  trial.min_survey = 3600LL * 1'000'000'000;
  const std::string hour =
      survey(R"({"end":"2026-11-01T01:00:00.000Z","boot_covered":false})");
  EXPECT_EQ(judged({scan(), hour}, trial).verdict, Verdict::ready);
}

TEST(Readiness, FilesThatNobodyJudgesAreNamed) {
  const Report r = judged(complete(
      {scan(R"({"not_analyzed":["a.py","b.go","c.rb","d.pl","e.js"]})")}));
  ASSERT_EQ(r.cautions.size(), 1u);
  EXPECT_NE(r.cautions[0].text.find(": a.py, b.go, c.rb and 2 more"),
            std::string::npos)
      << r.cautions[0].text;
}

TEST(Readiness, PlacesThatNothingExplainsAndUnreadFilesAreNamed) {
  const Report r = judged(complete(
      {scan(R"({"unexplained":["a.c:7"],"unread":["b.c"],"files":9})")}));
  ASSERT_EQ(r.missing.size(), 2u);
  EXPECT_NE(r.missing[0].text.find("b.c"), std::string::npos);
  EXPECT_NE(r.missing[1].text.find("a.c:7"), std::string::npos);
}

// Mended, the container asks for a token, and the answer dies on its way.
TEST(Readiness, AHopLimitThatIsTooLowBlocks) {
  for (const int limit : {1, 2}) {
    const Report r = judged(complete(
        {sighting(R"({"class":"v1_ok","container":"c","runtime":"docker"})"),
         setting("{\"hop_limit\":" + std::to_string(limit) + "}")}));
    EXPECT_EQ(r.blockers.size(), limit == 1 ? 2u : 1u);
  }
}

// There is no hop that the answer to its token PUT could be lost on.
TEST(Readiness, AContainerInTheHostsNetworkNeedsNoHop) {
  const std::string contained =
      R"({"class":"v1_ok","container":"c","runtime":"docker","netns":)";
  const std::string stepped_in =
      R"({"unit":null,"cgroup":"/user.slice/session-1.scope",
          "comm":"nsenter","netns":4026532999})";
  const auto blockers = [&](const std::string& netns) {
    const auto lines = complete({sighting(), sighting(stepped_in),
                                 sighting(contained + netns + "}"), setting()});
    return judged(lines).blockers.size();
  };
  EXPECT_EQ(blockers("4026531840"), 1u); // that of the agent on the host
  EXPECT_EQ(blockers("4026532999"), 2u);
  EXPECT_EQ(blockers("null"), 2u);
}

TEST(Readiness, EachMissingPieceSaysWhatWouldSettleIt) {
  for (const Case& c : kCases)
    for (const Item& item : judged(c.lines).missing)
      EXPECT_FALSE(item.settle.empty()) << c.name;
}

// | `traffic.v1` | blocker | ... |
TEST(Readiness, TheDocumentHoldsTheSameRules) {
  std::ifstream file(tests::source_dir() + "/docs/readiness.md");
  const std::regex row(R"(^\| `([a-z_.0-9]+)` \| (\w+) \|.*)");
  std::map<std::string, std::string> documented;
  for (std::string line; std::getline(file, line);)
    if (std::smatch m; std::regex_match(line, m, row))
      documented[m[1]] = m[2];
  std::map<std::string, std::string> built;
  for (std::size_t i = 0; i < kRuleCount; ++i) {
    const RuleInfo& rule = info(static_cast<Rule>(i));
    built[rule.id] = name(rule.weight);
  }
  EXPECT_EQ(documented, built);
}

} // namespace
} // namespace imds::report
