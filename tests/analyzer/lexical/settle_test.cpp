// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/settle.h"

#include "analyzer/lexical/read_lexically.h"
#include "tests/analyzer/ir_line.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::vector<ir::Unit> settled(const char* header, const char* source) {
  std::vector<ir::Unit> units{lexical::read_text("a.h", header),
                              lexical::read_text("a.cpp", source)};
  settle_names(units);
  return units;
}

TEST(Settle, FindsFieldsOfAClassInAHeader) {
  auto units = settled("namespace n { struct B { T b; }; "
                       "struct A : B { T a; }; }",
                       "namespace n { void A::f() { a = b + c; } }");
  EXPECT_EQ(ir_line(units[1].functions.at(0).body),
            "this->a = (this->b + ::c)");
}

TEST(Settle, LeavesLocalsAndOtherClassesAlone) {
  auto units = settled("struct A { T a; }; struct C { T c; };",
                       "void A::f(T a) { a = c; } void g() { a = 1; }");
  EXPECT_EQ(ir_line(units[1].functions.at(0).body), "a = ::c");
  EXPECT_EQ(ir_line(units[1].functions.at(1).body), "::a = 1");
}

TEST(Settle, EndsOnACircleOfBases) {
  auto units = settled("struct A : B { T a; }; struct B : A { T b; };",
                       "void A::f() { a = b; }");
  EXPECT_EQ(ir_line(units[1].functions.at(0).body), "this->a = this->b");
}

} // namespace
} // namespace imds::analyzer
