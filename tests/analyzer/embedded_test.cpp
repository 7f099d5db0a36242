// SPDX-License-Identifier: Apache-2.0
#include "analyzer/embedded.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

using namespace std::string_literals;
using Texts = std::vector<std::string>;

const HitFinder& finder() {
  static const Imds imds = *Imds::load({});
  static const HitFinder loaded(imds);
  return loaded;
}

struct Case {
  const char* name;
  std::string text;
  Texts found;
};

const Case kCases[] = {
    {"a URL",
     "http://169.254.169.254/latest/meta-data/iam/info",
     {"http://169.254.169.254/latest/meta-data/iam/info"}},
    {"a format", "GET /latest/meta-data/%s HTTP/1.1", {"/latest/meta-data/%s"}},
    {"a command",
     "curl -s 'http://169.254.169.254/latest/user-data'",
     {"http://169.254.169.254/latest/user-data"}},
    {"a query is cut",
     "http://169.254.169.254/latest/meta-data/?key=CANARY",
     {"http://169.254.169.254/latest/meta-data/"}},
    {"so is who asks",
     "http://me:CANARY@169.254.169.254/x",
     {"169.254.169.254/x"}},
    {"headers say nothing", "X-aws-ec2-metadata-token: CANARY", {}},
    {"another address", "http://169.254.169.123/", {}},
    {"nothing", "", {}},
};

TEST(Embedded, KeepsWhatSpellsImdsAndNoMore) {
  for (const Case& c : kCases) {
    EXPECT_EQ(imds_texts(c.text, finder()), c.found) << c.name;
    const std::string program = "\x7f"s
                                "ELF\2\1\0\0"s +
                                c.text + "\0x\1"s;
    EXPECT_EQ(imds_texts(program, finder()), c.found) << c.name;
  }
}

TEST(Embedded, AProgramTellsItsUserAgentToo) {
  const std::string bytes = "\x7f"s
                            "ELF\0password=CANARY\0http://169.254.169.254/%s\0"s
                            "rolefetch/%s (linux)\0text/plain\0\xff\xfe"s;
  const auto found = program_of("usr/bin/rolefetch", bytes, finder());
  ASSERT_TRUE(found);
  EXPECT_EQ(found->name, "rolefetch");
  EXPECT_EQ(found->ecosystem, "binary");
  EXPECT_EQ(found->speaks, "unknown");
  EXPECT_EQ(found->strings,
            (Texts{"http://169.254.169.254/%s", "rolefetch/%s"}));
}

TEST(Embedded, AProgramWithoutImdsIsNoFact) {
  EXPECT_FALSE(program_of("a",
                          "\x7f"s
                          "ELF\0rolefetch/2.1\0"s,
                          finder()));
}

TEST(Embedded, IsBounded) {
  std::string bytes = "\x7f"s
                      "ELF\0"s;
  for (int i = 0; i < 1000; ++i)
    bytes += "/latest/meta-data/" + std::to_string(i) + std::string(999, 'x') +
             "\0"s + "agent" + std::to_string(i) + "/1.0\0"s;
  const auto found = program_of("a", bytes, finder());
  ASSERT_TRUE(found);
  EXPECT_LE(found->strings.size(), 96u);
  for (const std::string& text : found->strings)
    EXPECT_LE(text.size(), 400u);
}

} // namespace
} // namespace imds::analyzer
