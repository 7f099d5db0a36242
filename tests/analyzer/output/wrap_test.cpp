// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/wrap.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

TEST(Wrap, BreaksAtSpacesAndIndents) {
  EXPECT_EQ(wrap("  = ", "short", 80), "  = short\n");
  EXPECT_EQ(wrap("  = ", "aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbb ccc", 40),
            "  = aaaaaaaaaaaaaaaaaaa bbbbbbbbbbbbbbb\n    ccc\n");
}

TEST(Wrap, KeepsLinesAndCode) {
  EXPECT_EQ(wrap("- ", "do:\n  f(a,  b);\nend", 80),
            "- do:\n    f(a,  b);\n  end\n");
  const std::string code = "  " + std::string(60, 'x') + " y";
  EXPECT_EQ(wrap("", code, 40), code + "\n");
}

TEST(Wrap, TakesWordsThatAreTooLong) {
  const std::string word(100, 'w');
  EXPECT_EQ(wrap("", word + " a", 40), word + "\na\n");
  EXPECT_EQ(wrap("x: ", "", 40), "x: \n");
}

} // namespace
} // namespace imds::analyzer
