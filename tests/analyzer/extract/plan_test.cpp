// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pipeline.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;
using Language = SourceFile::Language;

class Plan : public testing::Test {
protected:
  Plan() {
    fs::remove_all(root_);
    fs::create_directories(root_);
    settings_.root = root_.string();
  }
  void write(const std::string& path, const std::string& text,
             Language language) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
    sources_.files.push_back(
        {path, language, stamp_of((root_ / path).string())});
    sources_.relevant.push_back(path);
  }
  void database(const std::string& text) {
    std::ofstream(root_ / "compile_commands.json") << text;
    settings_.build_dir = root_.string();
  }
  std::vector<Job> jobs() {
    auto made = plan(settings_, sources_);
    return made ? *std::move(made) : std::vector<Job>{};
  }
  static bool has(const Job& job, const std::string& flag) {
    return std::ranges::find(job.flags, flag) != job.flags.end();
  }

  const fs::path root_ =
      fs::path(testing::TempDir()) / "plan" /
      testing::UnitTest::GetInstance()->current_test_info()->name();
  Settings settings_;
  Sources sources_;
};

TEST_F(Plan, GuessesTheLanguage) {
  write("a.c", "", Language::c);
  write("b.cc", "", Language::cpp);
  const auto made = jobs();
  ASSERT_EQ(made.size(), 2U);
  EXPECT_TRUE(has(made[0], "c"));
  EXPECT_TRUE(has(made[1], "c++"));
  EXPECT_EQ(made[0].read_as, ir::ReadAs::inferred);
}

TEST_F(Plan, ParsesOnlyHeadersThatNobodyIncludes) {
  write("a.cc", "#include \"used.h\"\n", Language::cpp);
  write("lone.hpp", "", Language::header);
  write("used.h", "", Language::header);
  const auto made = jobs();
  ASSERT_EQ(made.size(), 2U);
  EXPECT_EQ(made[0].file, "a.cc");
  EXPECT_EQ(made[1].file, "lone.hpp");
}

TEST_F(Plan, KeepsEveryCommandOfAFile) {
  write("a.cc", "", Language::cpp);
  database(R"([{"directory": ".", "file": "a.cc", "command": "g++ -DV=1 a.cc"},
               {"directory": ".", "file": "a.cc",
                "arguments": ["g++", "-DV=2", "-Werror", "a.cc"]}])");
  const auto made = jobs();
  ASSERT_EQ(made.size(), 2U);
  EXPECT_TRUE(has(made[0], "V=1"));
  EXPECT_TRUE(has(made[1], "V=2"));
  EXPECT_FALSE(has(made[1], "-Werror"));
  EXPECT_EQ(made[0].read_as, ir::ReadAs::build);
}

TEST_F(Plan, TakesTheNearestCommandForOthers) {
  write("x/a.cc", "", Language::cpp);
  write("x/new.cc", "", Language::cpp);
  write("y/b.cc", "", Language::cpp);
  database(R"([{"directory": ".", "file": "y/b.cc", "command": "g++ -DY b.cc"},
               {"directory": ".", "file": "x/a.cc", "command": "g++ -DX a.cc"}])");
  const auto made = jobs();
  ASSERT_EQ(made.size(), 3U);
  EXPECT_TRUE(has(made[1], "X"));
  EXPECT_EQ(made[1].read_as, ir::ReadAs::inferred);
}

TEST_F(Plan, RefusesABrokenDatabase) {
  write("a.cc", "", Language::cpp);
  for (const char* text : {"", "{", "{}", "[]", R"([{"file": 3}])"}) {
    database(text);
    const auto made = plan(settings_, sources_);
    ASSERT_FALSE(made) << text;
    EXPECT_FALSE(made.error().hint.empty());
  }
}

} // namespace
} // namespace imds::analyzer
