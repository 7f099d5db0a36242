// SPDX-License-Identifier: Apache-2.0
//
// Every renderer over one hostile report: foreign words stay words.
#include "samples.h"

#include "reports/render.h"
#include "reports/rule_file.h"
#include "tests/paths.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <sstream>

namespace imds::report {
namespace {

using namespace samples;

Report hostile() {
  return judged(complete(
      {sighting(R"({"class":"v1_ok","exe":"/opt/<script>x","comm":"=1+1",
                    "unit":"a|b`c.service","container":"c<1>",
                    "image":"shop/<b>cart:1|2\u001b","user_agent":"\u001b[31m\"><img>",
                    "path":"/latest/meta-data/iam/security-credentials/\u202e"
                   })"),
       sighting(R"({"class":"v1_ok","exe":null,"comm":"=cmd","unit":null})"),
       finding(R"({"verdict":"v1","under_required":"breaks",
                   "file":"src/a b<c>.cpp","message":"--> ]]> </script>",
                   "fix":"one();\ntwo();",
                   "trace":[{"file":"x.h","line":3,"function":"f",
                             "note":"made here"}]})")}));
}

template <class Render> std::string rendered(Render render) {
  StringSink out;
  render(hostile(), out);
  return out.text();
}

bool has_control(const std::string& text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r')
      return true;
  return text.find("\u202e") != std::string::npos;
}

TEST(RenderText, HasEightyColumnsAndNoControls) {
  StringSink out;
  render_text(hostile(), out, /*color=*/false);
  EXPECT_FALSE(has_control(out.text()));
  std::istringstream in(out.text());
  for (std::string line; std::getline(in, line);)
    EXPECT_LE(line.size(), 82u) << line; // two bytes of an UTF-8 sign
}

TEST(RenderText, HasEightyColumnsWithRealInstances) {
  StringSink out;
  render_text(judged(complete({sighting(R"({"class":"v1_ok"})"), setting()})),
              out, /*color=*/false);
  EXPECT_NE(out.text().find("i-0abc0123456789def"), std::string::npos);
  std::istringstream in(out.text());
  for (std::string line; std::getline(in, line);)
    EXPECT_LE(line.size(), 80u) << line;
}

TEST(RenderText, HasEightyColumnsWithCodeThatIsLonger) {
  StringSink out;
  render_text(
      judged(complete({finding(
          R"({"verdict":"v1","under_required":"breaks","fix":
                  "headers = curl_slist_append(headers, )"
          R"(\"X-aws-ec2-metadata-token-ttl-seconds: 21600\");)"
          R"(\ncurl_easy_setopt(h, CURLOPT_HTTPHEADER, headers);"})")})),
      out, /*color=*/false);
  EXPECT_NE(out.text().find("append(headers, \\\n"), std::string::npos)
      << out.text();
  std::istringstream in(out.text());
  for (std::string line; std::getline(in, line);)
    EXPECT_LE(line.size(), 80u) << line;
}

std::string text_of(const Report& r) {
  StringSink out;
  render_text(r, out, /*color=*/false);
  return out.text();
}

TEST(RenderText, TellsCodeThatMendsOnce) {
  const auto breaks = [](const std::string& file) {
    return finding(R"({"verdict":"v1","under_required":"breaks",
      "fix":"one();\ntwo();","file":")" +
                   file + "\"}");
  };
  const std::string text =
      text_of(judged(complete({breaks("a.c"), breaks("b.c")})));
  EXPECT_NE(text.find("        one();\n"), std::string::npos) << text;
  EXPECT_NE(text.find("      fix:  as in 1\n"), std::string::npos) << text;
}

std::string at_home(const std::string& host, const std::string& keys) {
  const std::string run = R"("survey":"of-)" + host + R"(","host":")" + host;
  return "{" + run + "\"," + keys + "}";
}

TEST(RenderText, NamesTheHostsOfABlockerWhereThereAreSeveral) {
  const std::string v1 = R"("class":"v1_ok")", requests = R"("requests":3)";
  std::vector<std::string> lines;
  for (const char* host : {"a", "b", "c", "d", "e"}) {
    lines.push_back(sighting(at_home(host, v1)));
    lines.push_back(survey(at_home(host, requests)));
  }
  EXPECT_NE(
      text_of(judged(complete(lines))).find("(15 requests on a, b, c and"),
      std::string::npos);
  const std::string one = text_of(judged(complete({sighting("{" + v1 + "}")})));
  EXPECT_NE(one.find("(3 requests)"), std::string::npos) << one;
}

TEST(RenderText, SaysHowMuchWasForOtherClouds) {
  const std::string text = text_of(
      judged(complete({sighting(R"({"class":"other_cloud"})"), sighting()})));
  EXPECT_NE(text.find("6 requests on 1 host, 3 to other clouds, 0 without"),
            std::string::npos)
      << text;
}

TEST(RenderText, CallsAProgramWithoutSourceThirdParty) {
  const std::string v1 = sighting(R"({"class":"v1_ok"})");
  EXPECT_NE(text_of(judged(complete({v1}))).find("service (third party)"),
            std::string::npos);
  EXPECT_EQ(text_of(judged({survey(), v1})).find("third party"),
            std::string::npos); // nobody looked at source
}

// Whose code is it? Nobody can tell, so it is not said to be a third party's.
TEST(RenderText, NamesTheAddressOfAnUnknownProgram) {
  const std::string text = text_of(judged(
      complete({sighting(R"({"class":"v1_ok","exe":null,"comm":null,"unit":null,
                    "user_agent":null,"peer":"172.17.0.2"})")})));
  EXPECT_NE(text.find("      from: 172.17.0.2\n"), std::string::npos) << text;
  EXPECT_EQ(text.find("third party"), std::string::npos);
}

TEST(RenderText, SaysTheVerdictFirst) {
  StringSink out;
  render_text(judged({survey()}), out, false);
  EXPECT_TRUE(out.text().starts_with("Incomplete: ")) << out.text();
}

TEST(RenderHtml, EscapesEveryForeignWord) {
  const std::string page = rendered(render_html);
  EXPECT_FALSE(has_control(page));
  EXPECT_EQ(page.find("<script>x"), std::string::npos);
  EXPECT_EQ(page.find("<img>"), std::string::npos);
  EXPECT_NE(page.find("script&gt;x"), std::string::npos);
  // Its own style and script, and no other.
  EXPECT_EQ(page.find("<script", page.find("<script") + 1), std::string::npos);
  EXPECT_EQ(page.find("src="), std::string::npos);
  EXPECT_EQ(page.find("http://"), std::string::npos);
  EXPECT_EQ(page.find(" style="), std::string::npos);
}

TEST(RenderMd, CannotMakeMarkup) {
  const std::string text = rendered(render_md);
  EXPECT_EQ(text.find("<script>"), std::string::npos);
  EXPECT_EQ(text.find("</script>"), std::string::npos);
  EXPECT_NE(text.find("a\\|b\\`c"), std::string::npos) << text;
}

TEST(RenderMd, CallsAProgramWithoutSourceThirdParty) {
  StringSink out;
  render_md(judged(complete({sighting(R"({"class":"v1_ok"})")})), out);
  EXPECT_NE(out.text().find("| agent in agent.service (third party) |"),
            std::string::npos)
      << out.text();
}

TEST(RenderMd, CallsNoUserAndNoIssue) {
  StringSink out;
  render_md(judged(complete({finding(
                R"({"verdict":"v1","under_required":"breaks",
                    "message":"# @octocat, see #7"})")})),
            out);
  EXPECT_NE(out.text().find("@<!-- -->octocat, see #<!-- -->7"),
            std::string::npos)
      << out.text();
}

// It may be a command, whose first letter is not a sentence's.
TEST(RenderMd, WhatSettlesStaysAsItIs) {
  StringSink out;
  Report r = judged({});
  r.missing[0].settle = "jq -c . a.json > b.ndjson";
  render_md(r, out);
  EXPECT_NE(out.text().find(": jq -c . a.json &gt; b.ndjson\n"),
            std::string::npos)
      << out.text();
}

TEST(RenderMd, AFixCannotEndItsBlock) {
  StringSink out;
  render_md(judged(complete({finding(
                R"({"verdict":"v1","under_required":"breaks",
                    "fix":"one();\n~~~~\n# a title"})")})),
            out);
  EXPECT_NE(out.text().find("\n   ~~~~~\n   one();\n   ~~~~\n   # a title\n"
                            "   ~~~~~\n"),
            std::string::npos)
      << out.text();
}

// Steps of two digits have their block one column deeper.
TEST(RenderMd, ABlockStandsBelowItsStep) {
  StringSink out;
  render_md(judged(complete({sighting()})), out);
  EXPECT_NE(out.text().find("\n10. "), std::string::npos);
  std::istringstream in(out.text());
  std::size_t indent = 0;
  for (std::string line; std::getline(in, line);) {
    if (std::isdigit(static_cast<unsigned char>(line[0])))
      indent = line.find(' ') + 1;
    if (line.find("~~~") != std::string::npos) {
      EXPECT_EQ(line.find('~'), indent) << line;
    }
  }
}

TEST(RenderMd, FitsIntoAComment) {
  std::vector<std::string> many;
  for (int i = 0; i < 200; ++i)
    many.push_back(finding(nlohmann::json{
        {"verdict", "v1"},
        {"under_required", "breaks"},
        {"line", i},
        {"fingerprint", "f" + std::to_string(i)},
        {"message", std::string(5000, '*')},
        {"fix", std::string(5000, '\n') + std::string(5000, 'x')}}
                               .dump()));
  Report r = judged(complete(many));
  const std::vector<std::string> names(200, std::string(5000, '*'));
  r.changes = Changes{"ready", names, names, names, names};
  StringSink out;
  render_md(r, out);
  EXPECT_LT(out.text().size(), 65536u);
  EXPECT_NE(out.text().find("180 more items in the JSON report"),
            std::string::npos);
}

TEST(RenderCsv, NoCellIsAFormula) {
  const std::string text = rendered(render_csv);
  EXPECT_NE(text.find(",'=cmd,"), std::string::npos) << text;
  EXPECT_EQ(text.find(",=cmd"), std::string::npos);
  EXPECT_NE(text.find("\"\"><img>"), std::string::npos) << text; // doubled
}

TEST(RenderJunit, EscapesAndCounts) {
  const std::string text = rendered(render_junit);
  EXPECT_FALSE(has_control(text));
  EXPECT_NE(text.find("failures=\"3\""), std::string::npos) << text;
  EXPECT_EQ(text.find("<script>"), std::string::npos);
}

TEST(RenderJunit, AFixKeepsItsLines) {
  EXPECT_NE(rendered(render_junit).find(">one();\ntwo();</failure>"),
            std::string::npos);
}

TEST(RenderJunit, ACautionPassesAndIsTold) {
  StringSink out;
  render_junit(judged(complete({scan(R"-({"allowed":["a.c:7 (lab)"]})-")})),
               out);
  EXPECT_NE(out.text().find("tests=\"1\" failures=\"0\""), std::string::npos)
      << out.text();
  EXPECT_NE(out.text().find("a.c:7 (lab)\n"), std::string::npos);
}

TEST(RenderJunit, WhatIsKnownIsNoFailure) {
  Report r = hostile();
  r.blockers[0].known = true;
  StringSink out;
  render_junit(r, out);
  EXPECT_NE(out.text().find("failures=\"2\""), std::string::npos);
  EXPECT_NE(out.text().find("skipped=\"1\""), std::string::npos);
  EXPECT_NE(out.text().find("<skipped "), std::string::npos);
}

TEST(RenderSarif, EveryResultHasARelativePlaceAndAFingerprint) {
  const auto log = nlohmann::json::parse(rendered(render_sarif));
  const auto& results = log["runs"][0]["results"];
  ASSERT_EQ(results.size(), 3u);
  for (const auto& result : results) {
    const auto& place = result["locations"][0]["physicalLocation"];
    const std::string uri = place["artifactLocation"]["uri"];
    EXPECT_FALSE(uri.starts_with('/')) << uri;
    EXPECT_EQ(uri.find_first_of(" <>\\"), std::string::npos) << uri;
    EXPECT_GE(place["region"]["startLine"], 1);
    EXPECT_TRUE(
        result["partialFingerprints"].contains("primaryLocationLineHash"));
  }
}

// A caller of two places in source is an alert at each, with its fix.
TEST(RenderSarif, EveryPlaceOfACallersCodeIsAResult) {
  const auto code = [](const char* patch) {
    nlohmann::json fact = {{"verdict", "v1"},
                           {"under_required", "breaks"},
                           {"file", "src/rolefetch.cpp"}};
    fact.update(nlohmann::json::parse(patch));
    return finding(fact.dump());
  };
  const auto one = code(R"({"line":7,"fingerprint":"f7","fix":"one();"})");
  const auto two = code(R"({"line":9,"fingerprint":"f9","fix":"two();"})");
  const auto results = [](const Report& r) {
    StringSink out;
    render_sarif(r, out);
    return nlohmann::json::parse(out.text())["runs"][0]["results"];
  };
  const Report r = judged(complete(
      {sighting(R"({"class":"v1_ok","exe":"/bin/rolefetch"})"), one, two}));
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_EQ(r.blockers[0].settle,
            "src/rolefetch.cpp:7:\none();\nsrc/rolefetch.cpp:9:\ntwo();");
  const auto joined = results(r);
  ASSERT_EQ(joined.size(), 2u);
  // The same alerts as without the caller.
  const auto alone = results(judged(complete({one, two})));
  for (std::size_t i = 0; i < 2; ++i)
    for (const char* key : {"locations", "partialFingerprints"})
      EXPECT_EQ(joined[i][key], alone[i][key]);
}

TEST(RenderJson, SaysOfEachBlockerWhetherItIsKnown) {
  const auto report = nlohmann::json::parse(as_json(
      judged(complete({setting(R"({"hop_limit":1})"),
                       sighting(R"({"class":"v1_ok","container":"c0ffee",
                    "runtime":"docker"})")}))));
  ASSERT_EQ(report["blockers"].size(), 2u);
  for (const auto& blocker : report["blockers"])
    EXPECT_EQ(blocker["known"], false) << blocker;
}

TEST(RenderJson, FitsItsSchema) {
  std::ifstream file(tests::source_dir() + "/rules/schema/report.schema.json");
  const auto schema = nlohmann::json::parse(file);
  for (const Report& r :
       {hostile(), judged({}), judged(complete({sighting(), setting()}))}) {
    const auto checked = parse_checked("report.json", as_json(r), schema);
    EXPECT_TRUE(checked) << checked.error().where << ": "
                         << checked.error().what;
  }
}

} // namespace
} // namespace imds::report
