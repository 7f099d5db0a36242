// SPDX-License-Identifier: Apache-2.0
// Each file of cases/ is read by Clang as a tree of its own that was never
// built. "// ir: TEXT" says that some line of ir::to_text is TEXT, and
// "// no-ir: TEXT" that none contains it.
#include "analyzer/extract/ast/ladder.h"
#include "analyzer/extract/flags.h"
#include "tests/paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

const std::string kCases =
    tests::source_dir() + "/tests/analyzer/extract/cases";

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    out.push_back(
        line.substr(std::min(line.size(), line.find_first_not_of(' '))));
  return out;
}

/// What stands behind a mark, line by line.
std::vector<std::string> marked(const std::vector<std::string>& lines,
                                const std::string& mark) {
  std::vector<std::string> out;
  for (const std::string& line : lines)
    if (const auto at = line.find(mark); at != std::string::npos)
      out.push_back(line.substr(at + mark.size()));
  return out;
}

/// Lines that hold a path of IMDS, as the text scan would report them.
std::vector<int> hit_lines(const std::vector<std::string>& lines) {
  std::vector<int> out;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (lines[i].find("169.254") != std::string::npos)
      out.push_back(static_cast<int>(i) + 1);
  return out;
}

std::string read_case(const std::string& file,
                      const std::vector<std::string>& lines) {
  ParseTask task;
  task.root = task.directory = kCases;
  task.file = file;
  task.flags = default_flags(file, is_cpp_file(file));
  task.stubs_dir = tests::source_dir() + "/rules/stubs";
  task.hit_lines = hit_lines(lines);
  const ParseResult result = parse_with_repairs(task);
  std::string text = result.why;
  for (const ir::Unit& unit : result.units)
    text += to_text(unit);
  return text;
}

class Case : public testing::TestWithParam<std::string> {};

TEST_P(Case, ReadsAsMarked) {
  std::ifstream in(GetParam());
  const auto source =
      lines_of(std::string{std::istreambuf_iterator<char>(in), {}});
  const std::string text = read_case(GetParam(), source);
  const auto got = lines_of(text);
  const auto wanted = marked(source, "// ir: ");
  EXPECT_FALSE(wanted.empty()) << "a case that cannot fail";
  for (const std::string& line : wanted)
    EXPECT_NE(std::ranges::find(got, line), got.end())
        << "missing: " << line << "\n"
        << text;
  for (const std::string& part : marked(source, "// no-ir: "))
    EXPECT_EQ(text.find(part), std::string::npos) << part << "\n" << text;
}

std::vector<std::string> case_files() {
  std::vector<std::string> files;
  for (const auto& entry : fs::directory_iterator(kCases))
    if (is_c_file(entry.path().string()) || is_cpp_file(entry.path().string()))
      files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

INSTANTIATE_TEST_SUITE_P(Cases, Case, testing::ValuesIn(case_files()),
                         [](const auto& one) {
                           std::string name =
                               fs::path(one.param).filename().string();
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

} // namespace
} // namespace imds::analyzer
