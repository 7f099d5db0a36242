// SPDX-License-Identifier: Apache-2.0
#include "samples.h"

#include <gtest/gtest.h>

namespace imds::report {
namespace {

using namespace samples;

struct Case {
  const char* name;
  std::string caller, code;
  const char* confidence; // "" for no join
  const char* why;        // part of it
};

const Case kCases[] = {
    {"a script in its folder",
     R"({"exe":"/usr/bin/python3.11","argv":["python3","/opt/ops/boot.py"]})",
     R"({"file":"deploy/ops/boot.py"})", "high", "it runs /opt/ops/boot.py"},
    {"a script elsewhere",
     R"({"exe":"/bin/bash","argv":["bash","/tmp/boot.sh"]})",
     R"({"file":"deploy/boot.sh"})", "medium", "boot.sh"},
    {"curl, started by a script",
     R"({"exe":"/usr/bin/curl","argv":["curl"],
         "parents":[{"pid":7,"comm":"boot.sh"}]})",
     R"({"file":"deploy/boot.sh"})", "medium", "boot.sh"},
    {"the build's target", R"({"exe":"/usr/bin/rolefetch"})",
     R"({"file":"src/role.cpp","target":"rolefetch"})", "high", "the build"},
    {"a target of a name that every project has",
     R"({"exe":"/usr/bin/server"})", R"({"target":"server"})", "high",
     "the build"},
    {"another target", R"({"exe":"/usr/bin/other"})",
     R"({"target":"rolefetch"})", "", ""},
    {"a User-Agent among the literals", R"({"user_agent":"rolefetch/2.1"})",
     R"({"strings":["Rolefetch/%s"]})", "medium", "a text in src/role.cpp"},
    {"a User-Agent's header among them", R"({"user_agent":"rolefetch/2.1"})",
     R"({"strings":["User-Agent: rolefetch/2.1"]})", "medium", "a text in"},
    {"a User-Agent that everybody sends", R"({"user_agent":"curl/7.88"})",
     R"({"strings":["curl/%s"]})", "", ""},
    {"the binary's source file", R"({"exe":"/usr/bin/rolefetch"})",
     R"({"file":"src/rolefetch.cpp"})", "medium", "the source file"},
    {"the binary's folder", R"({"exe":"/usr/bin/rolefetch"})",
     R"({"file":"rolefetch/aws/imds.cpp"})", "medium", "a folder"},
    {"the binary's tree", R"({"exe":"/usr/bin/shop"})", "{}", "low", "tree"},
    {"an image that is named like the tree",
     R"({"exe":"/bin/main","container":"c","image":"r.example/a/shop:2"})",
     "{}", "low", "it runs in r.example/a/shop, named like"},
    {"an image of the tree, and a path of the code",
     R"({"exe":"/bin/main","container":"c","image":"a/shop:2",
         "path":"/latest/dynamic/x"})",
     R"({"message":"GET /latest/dynamic/x"})", "medium", "both ask for"},
    {"an image of another tree",
     R"({"exe":"/bin/main","container":"c","image":"a/other:2"})", "{}", "",
     ""},
    {"a User-Agent in the code", R"({"user_agent":"rolefetch/2.1"})",
     R"({"message":"sends User-Agent RoleFetch/2.1"})", "medium",
     "User-Agent rolefetch"},
    {"a path", R"({"path":"/latest/dynamic/instance-identity/pkcs7"})",
     R"({"message":"GET /latest/dynamic/instance-identity/pkcs7"})", "low",
     "both ask for /latest/dynamic"},
    {"two signs are surer than one",
     R"({"exe":"/usr/bin/shop","path":"/latest/dynamic/x"})",
     R"({"message":"GET /latest/dynamic/x"})", "medium", "both ask for"},
    {"a name that every project has", R"({"exe":"/usr/bin/server"})",
     R"({"file":"src/server.cpp"})", "", ""},
    {"strangers", R"({"exe":"/usr/bin/other"})", "{}", "", ""},
};

TEST(Joins, SayWhyAndHowSure) {
  for (const Case& c : kCases) {
    const Report r = judged(complete({sighting(c.caller), finding(c.code)}));
    if (*c.confidence == '\0') {
      EXPECT_TRUE(r.joins.empty()) << c.name << ": " << r.joins[0].why;
      continue;
    }
    ASSERT_EQ(r.joins.size(), 1u) << c.name;
    EXPECT_EQ(r.joins[0].confidence, c.confidence) << c.name;
    EXPECT_NE(r.joins[0].why.find(c.why), std::string::npos)
        << c.name << ": " << r.joins[0].why;
  }
}

struct PinCase {
  const char* name;
  std::string pinned, code;
  const char* confidence; // "" for no join
};

const PinCase kPins[] = {
    {"the version that runs", R"({"version":"1.12.0"})", "{}", "medium"},
    {"the same, in its own tree", R"({"version":"1.12.0"})",
     R"({"target":"agent"})", "high"},
    {"another version", R"({"version":"1.31.0"})", "{}", "low"},
    {"another version in its own tree", R"({"version":"1.31.0"})",
     R"({"target":"agent"})", "medium"},
    {"the version, as pip fixes it", R"({"version":"==1.12.0"})", "{}",
     "medium"},
    {"a range", R"({"version":">=1.12.0"})", "{}", "low"},
    {"no version", R"({"version":""})", "{}", "low"},
    {"another package", R"({"name":"boto3","version":"1.12.0"})", "{}", ""},
};

TEST(Joins, NameTheFileThatSetsTheClientsVersion) {
  for (const PinCase& c : kPins) {
    const Report r =
        judged(complete({sighting(R"({"user_agent":"Botocore/1.12.0"})"),
                         finding(c.code), software(c.pinned)}));
    const auto& pins = r.services.at(0).pins;
    if (*c.confidence == '\0') {
      EXPECT_TRUE(pins.empty()) << c.name;
      continue;
    }
    ASSERT_EQ(pins.size(), 1u) << c.name;
    EXPECT_EQ(pins[0].confidence, c.confidence)
        << c.name << ": " << pins[0].why;
    const bool told =
        r.cautions.at(0).settle.find("requirements.txt") != std::string::npos;
    EXPECT_EQ(told, pins[0].confidence != "low") << c.name;
  }
}

// Everybody asks for its credentials and its Region.
TEST(Joins, ManyPathsAreNoProof) {
  const Report r = judged(
      complete({sighting(R"({"path":"/latest/meta-data/placement/region"})"),
                sighting(R"({"path":"/latest/meta-data/instance-id"})"),
                finding(R"({"message":"GET /latest/meta-data/placement/region",
                   "fix":"GET /latest/meta-data/instance-id"})"),
                finding(R"({"fingerprint":"f2","line":30,
         "message":"GET /latest/meta-data/placement/region /latest/meta-data/instance-id"})")}));
  for (const Join& join : r.joins)
    EXPECT_EQ(join.confidence, "low") << join.why;
}

TEST(Joins, MakeOneItemOfTwo) {
  const Report r = judged(
      complete({sighting(R"({"class":"v1_ok","exe":"/usr/bin/rolefetch"})"),
                finding(R"({"verdict":"v1","under_required":"breaks",
                   "file":"src/rolefetch.cpp","fix":"send the token"})")}));
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_EQ(r.blockers[0].kind, "caller");
  EXPECT_EQ(r.blockers[0].findings, std::vector<std::uint32_t>{0});
  EXPECT_EQ(r.blockers[0].settle, "send the token");
}

TEST(Joins, CodeThatWasNeverSeenLiveIsLatent) {
  const Report r = judged(complete(
      {sighting(), finding(R"({"verdict":"v1","under_required":"breaks"})")}));
  ASSERT_EQ(r.blockers.size(), 1u);
  EXPECT_TRUE(r.blockers[0].latent);
}

} // namespace
} // namespace imds::report
