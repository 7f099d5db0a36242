// SPDX-License-Identifier: Apache-2.0
#include "reports/term.h"

#include <gtest/gtest.h>

namespace imds {
namespace {

TEST(Term, ForeignTextCannotDriveTheTerminal) {
  struct Case {
    std::string text;
    const char* shown;
  } cases[] = {
      {"plain", "plain"},
      {"a\tb", "a b"},
      {"\x1b[2Jx", "\ufffd[2Jx"},
      {"caf\u00e9 \u4e2d", "caf\u00e9 \u4e2d"},
      {"\xc2\x9b"
       "31m",
       "\ufffd31m"}, // C1 CSI
      {"a\u202eb", "a\ufffdb"},
      {"bad\xff", "bad\ufffd"},
      {"cut\xe4\xb8", "cut\ufffd\ufffd"},
      {std::string("nul\0x", 5), "nul\ufffdx"},
      {"line\nbreak", "line\ufffdbreak"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(term::printable(c.text), c.shown);
}

TEST(Term, NoColorWinsOverAutomaticOnly) {
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(term::use_color(term::Color::automatic, 1));
  EXPECT_TRUE(term::use_color(term::Color::always, 1));
  unsetenv("NO_COLOR");
  EXPECT_FALSE(term::use_color(term::Color::never, 1));
}

} // namespace
} // namespace imds
