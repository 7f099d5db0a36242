// SPDX-License-Identifier: Apache-2.0
//
// A template of a namespace that nobody has seen is taken for a value, so the
// brackets of its call compare:
//
//   Aws::MakeShared<Aws::Client>("tag", config)
//   ((Aws::MakeShared < Aws::Client) > ("tag", config))
//
// Nobody compares two functions, and nobody chains comparisons.
// What it does not see: a call without arguments, which Clang drops.
//
// Tested in tests/analyzer/cases/aws_make_shared.cpp.
#include "analyzer/extract/ast/lost_templates.h"

#include <utility>

namespace imds::analyzer {
namespace {

using ir::Expr;
using ir::ExprKind;

bool is_binary(const Expr& e, const char* op) {
  return e.kind == ExprKind::binary && e.text == op && e.args.size() == 2;
}

bool is_template_call(const Expr& e) {
  return is_binary(e, ">") && is_binary(e.args[0], "<") &&
         e.args[0].args[0].kind == ExprKind::func &&
         e.args[0].args[1].kind == ExprKind::func &&
         e.args[0].args[0].text.find("::") != std::string::npos;
}

/// (a, b, c)
void add_arguments(Expr list, std::vector<Expr>& out) {
  if (!is_binary(list, ",")) {
    out.push_back(std::move(list));
    return;
  }
  add_arguments(std::move(list.args[0]), out);
  out.push_back(std::move(list.args[1]));
}

void find(Expr& e) {
  for (Expr& arg : e.args)
    find(arg);
  if (!is_template_call(e))
    return;
  const Expr name = e.args[0];
  Expr call;
  call.kind = ExprKind::call;
  call.loc = name.loc;
  call.text = name.args[0].text + "<" + name.args[1].text + ">";
  add_arguments(std::move(e.args[1]), call.args);
  e = std::move(call);
}

} // namespace

void find_lost_templates(std::vector<ir::Stmt>& body) {
  for (ir::Stmt& s : body) {
    for (Expr& e : s.exprs)
      find(e);
    for (auto& block : s.blocks)
      find_lost_templates(block);
  }
}

} // namespace imds::analyzer
