// SPDX-License-Identifier: Apache-2.0
//
// Input that is meant to make a reader crash, recurse or take for ever.
#include "analyzer/lexical/read_lexically.h"

#include <gtest/gtest.h>

#include <chrono>

namespace imds::analyzer::lexical {
namespace {

std::string repeated(const std::string& unit, int times) {
  std::string text;
  for (int i = 0; i < times; ++i)
    text += unit;
  return text;
}

const char* const kUnits[] = {
    "(",         "[",
    "{",         "<",
    "a<",        "a(",
    "a[",        "a{",
    "!",         "a=",
    "a?",        "a?b:",
    "a+",        "a.",
    "a.b()",     "a::",
    "if(a)",     "if(a){}else ",
    "for(",      "while(a",
    "do ",       "switch(a){case 1:",
    "try{",      "\"a\" b ",
    "#if A\n",   "#else\n",
    "#endif\n",  "#define A(\n",
    "a,",        "[](){",
    "class A{",  "namespace a{",
    "template<", "enum{",
    "typedef ",  "using a=",
    "new ",      "(int)",
    "case 1:",   "int x;",
    "T x(",      ")",
    "}",         "]",
    "case 1:a;", "L\"",
    "R\"(",      "'",
    "/*",        "//\\\n",
    "\\\n",      "extern \"C\"",
    "a b c d ",  "operator",
    "~",         "static ",
    "= {",       ".a=",
    "requires(", "#ifdef A\nf(\n#else\nf(\n#endif\n",
    "co_await ", "throw ",
    "a:",
};

TEST(ReaderHostile, EndsOnRepeatedTokens) {
  for (const char* unit : kUnits) {
    for (const char* head : {"", "void f(){", "int a[]={"}) {
      auto start = std::chrono::steady_clock::now();
      ir::Unit unit_read = read_text("a.cpp", head + repeated(unit, 500));
      std::chrono::duration<double> took =
          std::chrono::steady_clock::now() - start;
      EXPECT_LT(took.count(), 5.0) << head << " + " << unit;
    }
  }
}

TEST(ReaderHostile, KeepsTheLiteralsOfWhatItCannotRead) {
  ir::Unit unit =
      read_text("a.cpp", "void f() { g(@ $$ \"http://a\" ; h(\"b\"); }");
  ASSERT_EQ(unit.functions.size(), 1u);
  EXPECT_FALSE(unit.functions[0].body.empty());
}

} // namespace
} // namespace imds::analyzer::lexical
