// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace imds::report {
namespace {

using namespace samples;

constexpr const char* kCaller = R"({"exe":"/usr/bin/rfd"})";
constexpr const char* kCode =
    R"({"literals":["http://169.254.169.254/%s/iam"]})";

std::string program(const char* patch) {
  auto fact = nlohmann::json::parse(software(R"({"name":"rfd","version":"",
      "ecosystem":"binary","path":"usr/bin/rfd","speaks":"unknown",
      "first_v2":null,"strings":["http://169.254.169.254/%s/iam"]})"));
  fact.update(nlohmann::json::parse(patch));
  return fact.dump();
}

struct Case {
  const char* name;
  const char* caller;
  const char* code;
  std::vector<const char*> programs;
  std::vector<const char*> more_code;
  const char* confidence; // of the first finding's join; "" for none
  const char* why;        // part of it
};

const Case kCases[] = {
    {"a text that nobody else has",
     kCaller,
     kCode,
     {"{}"},
     {},
     "medium",
     "the program holds http://169.254.169.254/%s/iam"},
    {"and its User-Agent is the code's",
     kCaller,
     R"({"literals":["http://169.254.169.254/%s/iam"],
         "strings":["RoleFetch/%s"]})",
     {R"({"strings":["http://169.254.169.254/%s/iam","rolefetch/%d"]})"},
     {},
     "medium",
     "the User-Agent rolefetch"},
    {"and its name is the file's",
     R"({"exe":"/usr/bin/rfd"})",
     R"({"file":"src/rfd.cpp","literals":["http://169.254.169.254/%s/iam"]})",
     {"{}"},
     {},
     "high",
     "named like the source file"},
    {"only the address",
     kCaller,
     R"({"literals":["169.254.169.254"]})",
     {R"({"strings":["169.254.169.254"]})"},
     {},
     "low",
     "as many do"},
    {"the address and paths that all ask for",
     kCaller,
     R"({"literals":["http://169.254.169.254","/latest/meta-data/iam/info"],
         "message":"GET /latest/meta-data/iam/info"})",
     {R"({"strings":["http://169.254.169.254",
          "/latest/meta-data/iam/info"]})"},
     {},
     "low",
     "as many do"},
    {"curl's own User-Agent",
     kCaller,
     R"({"strings":["curl/%s"]})",
     {R"({"strings":["curl/7.88"]})"},
     {},
     "low",
     "as many do"},
    {"two programs hold it",
     kCaller,
     kCode,
     {"{}", R"({"name":"other","path":"usr/bin/other"})"},
     {},
     "low",
     "ambiguous: so does the program other"},
    {"two trees hold it",
     kCaller,
     kCode,
     {"{}"},
     {R"({"scan":"s2","file":"fork/iam.c","fingerprint":"f2",
          "literals":["http://169.254.169.254/%s/iam"]})"},
     "low",
     "ambiguous: so does fork/iam.c"},
    {"two targets hold it",
     kCaller,
     R"({"target":"a","literals":["http://169.254.169.254/%s/iam"]})",
     {"{}"},
     {R"({"target":"b","file":"src/b.c","fingerprint":"f2",
          "literals":["http://169.254.169.254/%s/iam"]})"},
     "low",
     "ambiguous: so does src/b.c"},
    {"two findings of one program",
     kCaller,
     kCode,
     {"{}"},
     {R"({"file":"src/b.c","fingerprint":"f2",
          "literals":["http://169.254.169.254/%s/iam"]})"},
     "medium",
     "the program holds"},
    {"two images with two programs of one name",
     kCaller,
     kCode,
     {R"({"path":"a/usr/bin/rfd"})",
      R"({"path":"b/usr/bin/rfd","strings":["/latest/user-data"]})"},
     {},
     "low",
     "2 different programs"},
    {"two images with one program",
     kCaller,
     kCode,
     {R"({"path":"a/usr/bin/rfd"})", R"({"path":"b/usr/bin/rfd"})"},
     {},
     "medium",
     "the program holds"},
    {"the name alone",
     R"({"exe":"/opt/rfd"})",
     kCode,
     {"{}"},
     {},
     "low",
     "if it is the one at shop/usr/bin/rfd"},
    {"the process's name alone",
     R"({"exe":null,"comm":"rfd"})",
     kCode,
     {"{}"},
     {},
     "low",
     "if it is the one at"},
    {"a program that was not shown",
     R"({"exe":"/usr/bin/else"})",
     kCode,
     {"{}"},
     {},
     "",
     ""},
    {"another text",
     kCaller,
     kCode,
     {R"({"strings":["http://169.254.169.254/%s/iam/"]})"},
     {},
     "",
     ""},
    {"a package of that name",
     kCaller,
     kCode,
     {R"({"ecosystem":"pypi"})"},
     {},
     "",
     ""},
};

Report judged_case(const Case& c) {
  std::vector<std::string> lines = {sighting(c.caller), finding(c.code)};
  for (const char* patch : c.programs)
    lines.push_back(program(patch));
  for (const char* patch : c.more_code)
    lines.push_back(finding(patch));
  return judged(complete(lines));
}

const Join* join_of_role(const Report& r) {
  for (const Join& join : r.joins)
    if (r.evidence.findings[join.finding].fingerprint == "f1")
      return &join;
  return nullptr;
}

TEST(Embedded, TextsSayWhyAndHowSure) {
  for (const Case& c : kCases) {
    const Report r = judged_case(c);
    const Join* join = join_of_role(r);
    if (*c.confidence == '\0') {
      EXPECT_EQ(join, nullptr) << c.name << ": " << join->why;
      continue;
    }
    ASSERT_NE(join, nullptr) << c.name;
    EXPECT_EQ(join->confidence, c.confidence) << c.name << ": " << join->why;
    EXPECT_NE(join->why.find(c.why), std::string::npos)
        << c.name << ": " << join->why;
  }
}

// What stands in a program judges nothing: it may ask, nobody saw how.
TEST(Embedded, AProgramChangesNoVerdict) {
  const Report bare = judged(complete({sighting()}));
  const Report shown = judged(complete({sighting(), program("{}")}));
  EXPECT_EQ(shown.verdict, bare.verdict);
  EXPECT_EQ(shown.cautions.size(), bare.cautions.size());
}

} // namespace
} // namespace imds::report
