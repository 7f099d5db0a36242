// SPDX-License-Identifier: Apache-2.0
#include "analyzer/options.h"

#include <gtest/gtest.h>

#include <sstream>

namespace imds::analyzer {
namespace {

TEST(Options, HelpFitsAScreen) {
  AnalyzeOptions options;
  std::istringstream help(short_help(analyze_verb(options)));
  int lines = 0;
  for (std::string line; std::getline(help, line); ++lines)
    EXPECT_LE(line.size(), 79u) << line;
  EXPECT_LE(lines, 50);
}

TEST(Options, AreRead) {
  AnalyzeOptions o;
  const auto parsed = parse(
      analyze_verb(o), {"tree", "-p", "build", "-o", "out.ndjson", "-j", "3",
                        "--strict", "--changed-since", "main", "--", "-DX"});
  ASSERT_TRUE(parsed) << parsed.error().what;
  const auto& settings = o.request.settings;
  EXPECT_EQ(settings.inputs, std::vector<std::string>{"tree"});
  EXPECT_EQ(settings.build_dir, "build");
  EXPECT_EQ(settings.jobs, 3);
  EXPECT_EQ(settings.extra_flags, std::vector<std::string>{"-DX"});
  EXPECT_EQ(o.output, "out.ndjson");
  EXPECT_EQ(o.request.changed_since, "main");
  EXPECT_TRUE(o.strict);
}

TEST(Options, NameTheNearestOfAnUnknownOne) {
  AnalyzeOptions options;
  const auto parsed = parse(analyze_verb(options), {"--sarfi", "x"});
  ASSERT_FALSE(parsed);
  EXPECT_NE(parsed.error().hint.find("--sarif"), std::string::npos);
}

} // namespace
} // namespace imds::analyzer
