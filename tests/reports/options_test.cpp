// SPDX-License-Identifier: Apache-2.0
#include "reports/options.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace imds {
namespace {

/// A verb with one option of each kind.
struct Sample {
  bool quiet = false;
  int jobs = 1;
  std::string out, color;
  std::vector<std::string> json, words, flags;

  Verb verb() {
    return {.name = "sample",
            .summary = "do a thing",
            .usage = "imds-ready sample FILE... [options]",
            .about = "First paragraph.\n\nSecond paragraph.",
            .positional = "FILE",
            .arguments = &words,
            .after_dashes = &flags,
            .options = {{.names = "-q,--quiet",
                         .group = "output",
                         .brief = "say less",
                         .into = &quiet},
                        {.names = "-j,--jobs",
                         .value = "N",
                         .group = "limits",
                         .brief = "processes at once",
                         .full = "At least 1.",
                         .into = &jobs},
                        {.names = "-o,--output",
                         .value = "FILE",
                         .group = "output",
                         .brief = "write to FILE",
                         .into = &out},
                        {.names = "--json",
                         .value = "FILE",
                         .group = "output",
                         .brief = "as JSON",
                         .into = &json},
                        {.names = "--color",
                         .value = "WHEN",
                         .group = "output",
                         .brief = "paint the text",
                         .into = &color,
                         .choices = {"auto", "never"}}}};
  }
};

TEST(Options, FillsEachKindOfTarget) {
  Sample s;
  auto ok =
      parse(s.verb(), {"a", "-q", "-j", "3", "--json", "x", "b", "--json=y",
                       "-o", "1", "-o", "2", "--", "-I", "z"});
  ASSERT_TRUE(ok.has_value()) << ok.error().what;
  EXPECT_TRUE(s.quiet);
  EXPECT_EQ(s.jobs, 3);
  EXPECT_EQ(s.out, "2");
  EXPECT_EQ(s.json, (std::vector<std::string>{"x", "y"}));
  EXPECT_EQ(s.words, (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(s.flags, (std::vector<std::string>{"-I", "z"}));
}

TEST(Options, ValueAfterOptionMayBeADash) {
  Sample s;
  ASSERT_TRUE(parse(s.verb(), {"--json", "-", "-"}).has_value());
  EXPECT_EQ(s.json, (std::vector<std::string>{"-"}));
  EXPECT_EQ(s.words, (std::vector<std::string>{"-"}));
}

TEST(Options, RefusesWithAHint) {
  struct Case {
    std::vector<std::string> args;
    const char* what;
    const char* hint;
  } cases[] = {
      {{"--jsn", "x"}, "unknown option '--jsn'", "did you mean '--json'?"},
      {{"--zzzzzzzzz"}, "unknown option '--zzzzzzzzz'", "imds-ready sample -h"},
      {{"-j", "many"},
       "--jobs: 'many' is not a whole number from 1 on",
       "imds-ready sample -h"},
      {{"-j", "0"}, "'0' is not a whole number", "imds-ready sample -h"},
      {{"-j", "2.5"}, "'2.5' is not a whole number", "imds-ready sample -h"},
      {{"-j", "3000000000"}, "is not a whole number", "imds-ready sample -h"},
      {{"--color", "red"},
       "--color: 'red' is none of auto, never",
       "imds-ready sample -h"},
      {{"-o"}, "needs a value: FILE", "imds-ready sample -h"},
  };
  for (const Case& c : cases) {
    Sample s;
    auto ok = parse(s.verb(), c.args);
    ASSERT_FALSE(ok.has_value()) << c.args[0];
    EXPECT_NE(ok.error().what.find(c.what), std::string::npos)
        << ok.error().what;
    EXPECT_EQ(ok.error().hint, c.hint);
  }
}

TEST(Options, HelpFitsEightyColumnsAndNamesEveryOption) {
  Sample s;
  for (const std::string& text : {short_help(s.verb()), long_help(s.verb())}) {
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(line.size(), 79u) << line;
    for (const char* name : {"--quiet", "--jobs N", "--output FILE", "--json"})
      EXPECT_NE(text.find(name), std::string::npos) << name;
  }
}

TEST(Options, ManPageAndCompletionsNameEveryOption) {
  Sample s;
  std::string words = completion_words(s.verb());
  for (const char* name : {"--quiet\t", "-q\t", "--jobs\t", "--json\t"})
    EXPECT_NE(words.find(name), std::string::npos) << name;
  std::string man = man_page(s.verb());
  EXPECT_NE(man.find("\\-\\-quiet"), std::string::npos);
  EXPECT_EQ(man.find("\n.\n"), std::string::npos);
}

TEST(Options, ReadsDurations) {
  struct Case {
    const char* text;
    std::int64_t seconds; // -1: refused
  } cases[] = {{"30s", 30},
               {"10m", 600},
               {"24h", 86400},
               {"7d", 604800},
               {"0s", 0},
               {"7", -1},
               {"", -1},
               {"d", -1},
               {"-1s", -1},
               {"1.5h", -1},
               {"7 d", -1},
               {"7days", -1},
               {"99999999999999999999s", -1}};
  for (const Case& c : cases) {
    auto d = parse_duration(c.text);
    EXPECT_EQ(d ? *d : -1, c.seconds) << c.text;
  }
}

} // namespace
} // namespace imds
