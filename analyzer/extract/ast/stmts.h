// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/body.h"

namespace imds::analyzer {

/// Statements of Clang's tree to those of ir.h, appended to `out`.
class StmtReader : public clang::ConstStmtVisitor<StmtReader> {
public:
  StmtReader(Body& body, std::vector<ir::Stmt>& out) : body_(body), out_(out) {}

  void read(const clang::Stmt* s);
  void declare(const clang::VarDecl& variable);

  void VisitStmt(const clang::Stmt* s);
  void VisitExpr(const clang::Expr* e);
  void VisitCompoundStmt(const clang::CompoundStmt* s);
  void VisitDeclStmt(const clang::DeclStmt* s);
  void VisitIfStmt(const clang::IfStmt* s);
  void VisitForStmt(const clang::ForStmt* s);
  void VisitWhileStmt(const clang::WhileStmt* s);
  void VisitDoStmt(const clang::DoStmt* s);
  void VisitCXXForRangeStmt(const clang::CXXForRangeStmt* s);
  void VisitSwitchStmt(const clang::SwitchStmt* s);
  void VisitReturnStmt(const clang::ReturnStmt* s);
  void VisitCoreturnStmt(const clang::CoreturnStmt* s);
  void VisitCoroutineBodyStmt(const clang::CoroutineBodyStmt* s);
  void VisitBreakStmt(const clang::BreakStmt* s);
  void VisitContinueStmt(const clang::ContinueStmt* s);
  void VisitGotoStmt(const clang::GotoStmt* s);
  void VisitLabelStmt(const clang::LabelStmt* s);
  void VisitCXXTryStmt(const clang::CXXTryStmt* s);
  void VisitAttributedStmt(const clang::AttributedStmt* s);

private:
  ir::Stmt start(ir::StmtKind kind, clang::SourceLocation where) const;
  void put(ir::Stmt s);
  void assign(const clang::Expr* left, const clang::Expr* right,
              const char* text, clang::SourceLocation where);
  bool split(const clang::Expr* e);
  void bindings(const clang::DecompositionDecl& variable);
  std::vector<ir::Stmt> case_body(llvm::ArrayRef<const clang::Stmt*> rest);

  Body& body_;
  std::vector<ir::Stmt>& out_;
};

} // namespace imds::analyzer
