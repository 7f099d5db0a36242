// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/places.h"

#include <memory>

namespace imds::analyzer {

class UnitReader;

/// Names of the variables of a function and of the lambdas in it: two
/// variables of one name in different scopes become "x" and "x#2".
class Locals {
public:
  const std::string& name(const clang::VarDecl& variable);

private:
  std::map<const clang::VarDecl*, std::string> names_;
  std::map<std::string, int> used_;
};

/// One function while it is read: what its expressions and statements share.
/// An expression that needs statements of its own (a GNU statement expression,
/// a structured binding) puts them before the current one, with `before`.
class Body {
public:
  Body(UnitReader& unit, std::string function, std::shared_ptr<Locals> locals)
      : unit_(unit), function_(std::move(function)),
        locals_(std::move(locals)) {}

  ir::Expr expr(const clang::Expr* e);
  /// A statement as a list; a compound one gives its parts.
  std::vector<ir::Stmt> block(const clang::Stmt* s);
  void before(ir::Stmt s) { pending_.push_back(std::move(s)); }
  /// Moves what `before` collected to the end of `into`.
  void flush(std::vector<ir::Stmt>& into);

  /// Reads a lambda's body as a function of its own; returns its name.
  std::string lambda(const clang::LambdaExpr& e);

  UnitReader& unit() { return unit_; }
  const std::string& function() const { return function_; }
  const std::string& local(const clang::VarDecl& variable) {
    return locals_->name(variable);
  }
  ir::Loc at(clang::SourceLocation where);

private:
  UnitReader& unit_;
  std::string function_;
  std::shared_ptr<Locals> locals_;
  std::vector<ir::Stmt> pending_;
  int depth_ = 0;
};

} // namespace imds::analyzer
