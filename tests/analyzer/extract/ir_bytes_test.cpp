// SPDX-License-Identifier: Apache-2.0
#include "analyzer/ir.h"

#include <gtest/gtest.h>

namespace imds::analyzer::ir {
namespace {

Expr expr(ExprKind kind, std::string value = {}) {
  Expr e;
  e.kind = kind;
  e.text = std::move(value);
  return e;
}

Expr text(std::string value) {
  Expr e = expr(ExprKind::str);
  e.text = std::move(value);
  e.names = {"BASE", "HOST"};
  return e;
}

Unit sample() {
  Expr call;
  call.kind = ExprKind::call;
  call.loc = {0, 7, 3};
  call.text = "Client::get";
  call.type = "Client";
  call.receiver = call.dispatched = true;
  call.args = {expr(ExprKind::self), text("http://h\n\xff")};
  Stmt inner;
  inner.exprs = {call};
  Stmt branch;
  branch.kind = StmtKind::branch;
  branch.exprs = {expr(ExprKind::var, "x")};
  branch.blocks = {{inner}, {}};
  Function f;
  f.name = "A::f";
  f.class_name = "A";
  f.overrides = {"B::f"};
  f.is_virtual = f.has_body = true;
  f.params = {{"x", "int", {expr(ExprKind::null)}}};
  f.body = {branch};
  Unit unit;
  unit.main_file = "a.cc";
  unit.read_as = ReadAs::repaired;
  unit.files = {"a.cc", "a.h"};
  unit.functions = {f};
  unit.variables = {{"FLAGS_x", "string", {1, 2, 3}, true, true, {text("v")}}};
  unit.classes = {{"A", {"B"}, {{"n", "int", {0, 1, 2}, {}}}}};
  unit.aliases = {{"S", "std::string"}};
  unit.errors = {"a.cc:1: oops"};
  return unit;
}

TEST(IrBytes, ComesBackAsItWas) {
  const Unit unit = sample();
  const Unit back = from_bytes(to_bytes(unit));
  EXPECT_EQ(to_text(back), to_text(unit));
  EXPECT_EQ(to_bytes(back), to_bytes(unit));
}

TEST(IrBytes, RefusesEveryTornPrefix) {
  const auto bytes = to_bytes(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_EQ(from_bytes({bytes.begin(),
                          bytes.begin() + static_cast<std::ptrdiff_t>(size)})
                  .main_file,
              "");
}

TEST(IrBytes, SurvivesEveryFlippedByte) {
  const auto bytes = to_bytes(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    auto broken = bytes;
    broken[i] ^= 0x55;
    to_text(from_bytes(broken));
  }
}

TEST(IrText, ReadsLikeTheProgram) {
  EXPECT_EQ(to_text(sample()),
            "unit a.cc (repaired)\n"
            "error a.cc:1: oops\n"
            "alias S = std::string\n"
            "class A : B\n"
            "  n: int  a.cc:1\n"
            "variable FLAGS_x: string local flag = \"v\"<BASE HOST>  a.h:2\n"
            "function A::f [A] virtual (x: int = null) ->   ?:0\n"
            "  overrides B::f\n"
            "  if x\n"
            "    this~>Client::get@Client(\"http://h\\x0a\xff\"<BASE HOST>)\n");
}

} // namespace
} // namespace imds::analyzer::ir
