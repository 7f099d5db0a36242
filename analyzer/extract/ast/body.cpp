// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/body.h"

#include "analyzer/extract/ast/exprs.h"
#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/stmts.h"
#include "analyzer/extract/ast/unit_reader.h"

#include <iterator>

namespace imds::analyzer {
namespace {

// Generated tables nest deeper than any judgement reaches.
constexpr int kMaxDepth = 300;

} // namespace

const std::string& Locals::name(const clang::VarDecl& variable) {
  const auto* key = variable.getCanonicalDecl();
  const auto [at, is_new] = names_.try_emplace(key);
  if (is_new) {
    const std::string name = variable.getNameAsString();
    const int times = ++used_[name];
    at->second = times == 1 ? name : name + "#" + std::to_string(times);
  }
  return at->second;
}

ir::Loc Body::at(clang::SourceLocation where) {
  return unit_.places().at(where);
}

ir::Expr Body::expr(const clang::Expr* e) {
  if (e == nullptr || depth_ >= kMaxDepth)
    return {};
  ++depth_;
  ir::Expr out = ExprReader(*this).Visit(e);
  --depth_;
  return out;
}

std::vector<ir::Stmt> Body::block(const clang::Stmt* s) {
  // What is pending belongs to the statement around this one.
  std::vector<ir::Stmt> outer;
  outer.swap(pending_);
  std::vector<ir::Stmt> out;
  if (s != nullptr && depth_ < kMaxDepth) {
    ++depth_;
    StmtReader(*this, out).read(s);
    --depth_;
  }
  pending_.swap(outer);
  return out;
}

void Body::flush(std::vector<ir::Stmt>& into) {
  std::move(pending_.begin(), pending_.end(), std::back_inserter(into));
  pending_.clear();
}

std::string Body::lambda(const clang::LambdaExpr& e) {
  const auto& closure = *e.getLambdaClass();
  if (std::string known = unit_.lambda_name(closure); !known.empty())
    return known;
  ir::Function f;
  f.name = unit_.new_lambda_name(closure, function_);
  f.parent = function_;
  f.loc = at(e.getBeginLoc());
  f.end_line = at(e.getEndLoc()).line;
  f.local = true;
  f.has_body = true;
  Body inner(unit_, f.name, locals_);
  const auto& method = *e.getCallOperator();
  f.result_type = unit_.type(method.getReturnType());
  f.params = unit_.params(method, inner);
  StmtReader reader(inner, f.body);
  for (const clang::LambdaCapture& capture : e.captures())
    if (capture.capturesVariable() && e.isInitCapture(&capture))
      reader.declare(*llvm::cast<clang::VarDecl>(capture.getCapturedVar()));
  reader.read(e.getBody());
  std::string name = f.name;
  unit_.add(std::move(f));
  return name;
}

} // namespace imds::analyzer
