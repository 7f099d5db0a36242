// SPDX-License-Identifier: Apache-2.0
// A reading with precompiled headers says what one with their text says, and
// names the same files.
#include "analyzer/extract/ast/common_headers.h"
#include "analyzer/extract/ast/ladder.h"
#include "analyzer/extract/flags.h"
#include "tests/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

std::vector<ParseTask> tasks() {
  const std::string root =
      tests::source_dir() + "/tests/analyzer/extract/cases";
  std::vector<ParseTask> out;
  for (const auto& entry : fs::directory_iterator(root)) {
    ParseTask task;
    task.root = task.directory = root;
    task.file = entry.path().string();
    task.flags = default_flags(task.file, is_cpp_file(task.file));
    task.stubs_dir = tests::source_dir() + "/rules/stubs";
    if (is_cpp(task))
      out.push_back(task);
  }
  std::ranges::sort(out, {}, &ParseTask::file);
  return out;
}

std::string text_of(const ParseResult& result) {
  std::string text = result.why;
  for (const ir::Unit& unit : result.units)
    text += to_text(unit);
  return text;
}

using Files = std::set<std::string>;
Files files_of(const ParseResult& result) {
  return {result.read.begin(), result.read.end()};
}

TEST(CommonHeaders, SayTheSamePrecompiled) {
  const auto all = tasks();
  ASSERT_GE(all.size(), 4U);
  std::vector<ParseResult> plain;
  for (const ParseTask& task : all)
    plain.push_back(parse_with_repairs(task));
  ASSERT_EQ(common_headers(all[0], {}), nullptr);
  prepare_common_headers(all);
  ASSERT_NE(common_headers(all[0], {}), nullptr) << "none was made";
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ParseResult quick = parse_with_repairs(all[i]);
    EXPECT_EQ(text_of(quick), text_of(plain[i])) << all[i].file;
    EXPECT_EQ(files_of(quick), files_of(plain[i])) << all[i].file;
  }
}

struct Task {
  const char* flag;
  ir::ReadAs read_as;
  bool near;
  bool has;
};
const Task kTasks[] = {
    {"-std=gnu++17", ir::ReadAs::inferred, false, true},
    {"-std=gnu++17", ir::ReadAs::inferred, true, false}, // a second try
    {"-std=gnu++17", ir::ReadAs::build, false, false},
    {"-D_GLIBCXX_DEBUG", ir::ReadAs::inferred, false, false},
    {"-std=gnu++11", ir::ReadAs::inferred, false, false},
};

TEST(CommonHeaders, AreForTreesThatWereNeverBuilt) {
  prepare_common_headers(tasks());
  for (const Task& expected : kTasks) {
    ParseTask task = tasks()[0];
    task.flags.emplace_back(expected.flag);
    task.read_as = expected.read_as;
    task.near = expected.near;
    const bool has =
        !common_header(task).empty() && common_headers(task, {}) != nullptr;
    EXPECT_EQ(has, expected.has) << expected.flag;
  }
}

} // namespace
} // namespace imds::analyzer
