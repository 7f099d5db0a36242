// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/snippet.h"

#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

TEST(Snippet, PutsTheCaretBelow) {
  const TempTree tree;
  const auto path = tree.write("a.cpp", "x\n\tget(h);\r\n");
  EXPECT_EQ(snippet(path, 2, 2, 80), "     2 |  get(h);\n       |  ^\n");
  EXPECT_EQ(snippet(path, 3, 1, 80), "");
  EXPECT_EQ(snippet(path, 2, 90, 80), "");
  EXPECT_EQ(snippet(tree.path() + "/none", 1, 1, 80), "");
}

TEST(Snippet, CutsALongLineAroundThePlace) {
  const TempTree tree;
  const std::string many(500, 'a');
  const auto text = snippet(tree.write("a.cpp", many + "B" + many), 1, 501, 80);
  const auto end = text.find('\n');
  EXPECT_LE(end, 80u);
  const auto caret = text.find('^') - end - 1;
  EXPECT_EQ(text[caret], 'B');
}

TEST(Snippet, DoesNotLetSourceDriveTheTerminal) {
  const TempTree tree;
  const auto text = snippet(tree.write("a.cpp", "a\033[2Jb"), 1, 1, 80);
  EXPECT_EQ(text.find('\033'), std::string::npos);
}

} // namespace
} // namespace imds::analyzer
