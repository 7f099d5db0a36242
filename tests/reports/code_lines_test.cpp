// SPDX-License-Identifier: Apache-2.0
#include "reports/code_lines.h"

#include <gtest/gtest.h>

namespace imds::report {
namespace {

TEST(CodeLines, BreaksWhatIsTooLongWhereItStaysTheSameCode) {
  struct Case {
    const char* code;
    const char* lines; // behind two spaces, in twenty columns
  } const cases[] = {
      {"short();", "  short();\n"},
      {"a();\n  b();", "  a();\n    b();\n"},
      {"eighteen = columns", "  eighteen = columns\n"},
      {"nineteen = columnss", "  nineteen = \\\n      columnss\n"},
      {"f(a, \"b c d e f g\");", "  f(a, \\\n      \"b c d e f g\");\n"},
      {"  f(one, two, three);", "    f(one, two, \\\n        three);\n"},
      {"one two three four five six seven",
       "  one two three \\\n      four five \\\n      six seven\n"},
      {"\"a b c d e f g h i j k l\"", "  \"a b c d e f g h i j k l\"\n"},
      {"'a \\' b c d e f g h' more",
       "  'a \\' b c d e f g h' \\\n      more\n"},
      {"nospaceinallofthiscode()", "  nospaceinallofthiscode()\n"},
      {"", ""},
      {"\x1b[1m", "  \xef\xbf\xbd[1m\n"},
  };
  for (const Case& c : cases)
    EXPECT_EQ(code_lines(c.code, 2, 20), c.lines) << c.code;
}

} // namespace
} // namespace imds::report
