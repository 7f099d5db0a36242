// SPDX-License-Identifier: Apache-2.0
//
// Runs the whole pipeline over one case, once with Clang and once with the
// token reader alone, and compares what was found with what the case says.
//
//   analyzer_case PATH          a case of cases/ must hold
//   analyzer_case --gap PATH    a case of known_gaps/ must not: if it does, the
//                               gap is closed and the case can be moved
#include "analyzer/driver.h"
#include "tests/analyzer/case_file.h"
#include "tests/analyzer/sample_analysis.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

std::string case_path;
bool is_gap = false;

/// A tree that holds the case and nothing else.
class CaseTree {
public:
  CaseTree() {
    const fs::path from(case_path);
    const auto to = fs::is_directory(from)
                        ? fs::path(tree_.path())
                        : fs::path(tree_.path()) / from.filename();
    fs::copy(from, to, fs::copy_options::recursive);
  }
  std::string path() const { return tree_.path(); }

private:
  TempTree tree_;
};

std::string describe(const Finding& f) {
  return fmt::format("{}:{} {} {} {}", f.file, f.line, f.rule, f.verdict,
                     f.under_required);
}

/// One line for each way in which the result is not the expected one.
std::vector<std::string> differences(const Expectations& expected,
                                     const Analysis& analysis) {
  std::vector<std::string> lines;
  std::set<std::string> found;
  for (const auto* f : reported(analysis)) {
    found.insert(describe(*f));
    if (!expected.found.contains(describe(*f)))
      lines.push_back("not expected: " + describe(*f) + " (" + f->message +
                      ")");
    const auto& wanted = expected.config_switch;
    if (wanted && (!f->config_switch ||
                   std::pair(f->config_switch->name,
                             f->config_switch->default_value) != *wanted))
      lines.push_back("another switch: " +
                      (f->config_switch ? f->config_switch->name : "none"));
  }
  for (const auto& line : expected.found)
    if (!found.contains(line))
      lines.push_back("not found:    " + line);
  int unexplained = 0;
  for (const auto& m : analysis.mentions) {
    if (m.state != MentionState::unexplained)
      continue;
    ++unexplained;
    lines.push_back(
        fmt::format("unexplained:  {}:{} {}", m.file, m.line, m.text));
  }
  if (unexplained == expected.unexplained)
    std::erase_if(lines, [](const std::string& line) {
      return line.starts_with("unexplained:");
    });
  if (unexplained < expected.unexplained)
    lines.push_back(fmt::format("unexplained:  {}, not {}", unexplained,
                                expected.unexplained));
  for (const auto& stale : analysis.stale_allows)
    lines.push_back("stale: " + stale.what);
  return lines;
}

std::vector<std::string> try_with(Reader reader, bool prefilter = true) {
  const auto expected = read_case(case_path, reader);
  const CaseTree tree;
  Request request;
  request.settings.inputs = {tree.path()};
  request.settings.extra_flags = expected.flags;
  request.settings.prefilter = prefilter;
  request.with_clang = reader == Reader::clang;
  const auto result = run(request);
  if (!result)
    return {"error: " + result.error().what};
  return differences(expected, result->analysis);
}

void check(Reader reader) {
  const auto lines = try_with(reader);
  if (is_gap)
    return;
  if (reader == Reader::lexical && read_case(case_path, reader).lexical_gap) {
    EXPECT_FALSE(lines.empty()) << "this gap is closed: remove the line";
    return;
  }
  EXPECT_TRUE(lines.empty()) << fmt::format("{}", fmt::join(lines, "\n"));
}

TEST(Case, WithClang) { check(Reader::clang); }
TEST(Case, WithTokensAlone) { check(Reader::lexical); }

/// Parsing everything finds the same. In a case of one file nothing is skipped.
TEST(Case, SkippingLosesNothing) {
  if (!fs::is_directory(case_path))
    return;
  EXPECT_EQ(try_with(Reader::clang), try_with(Reader::clang, false));
}

TEST(Case, SaysWhatItShows) {
  const auto summary = read_case(case_path, Reader::clang).summary;
  EXPECT_TRUE(summary.ends_with('.')) << summary;
}

TEST(Gap, IsStillOpen) {
  if (!is_gap)
    return;
  const bool open =
      !try_with(Reader::clang).empty() || !try_with(Reader::lexical).empty();
  EXPECT_TRUE(open) << "this gap is closed: move the case to cases/";
}

} // namespace
} // namespace imds::analyzer

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  imds::analyzer::is_gap = argc > 2 && std::string(argv[1]) == "--gap";
  imds::analyzer::case_path = argv[argc - 1];
  return RUN_ALL_TESTS();
}
