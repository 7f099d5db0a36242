// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/body.h"

namespace imds::analyzer {

/// One expression of Clang's tree to one of ir.h. The Visit functions are
/// LLVM's names; what none of them knows keeps its children (`unknown`).
class ExprReader : public clang::ConstStmtVisitor<ExprReader, ir::Expr> {
public:
  explicit ExprReader(Body& body) : body_(body) {}

  ir::Expr VisitStmt(const clang::Stmt* s);

  // exprs.cpp: wrappers that mean what they wrap, names, operators.
  ir::Expr VisitParenExpr(const clang::ParenExpr* e);
  ir::Expr VisitFullExpr(const clang::FullExpr* e);
  ir::Expr
  VisitMaterializeTemporaryExpr(const clang::MaterializeTemporaryExpr* e);
  ir::Expr VisitCXXBindTemporaryExpr(const clang::CXXBindTemporaryExpr* e);
  ir::Expr VisitSubstNonTypeTemplateParmExpr(
      const clang::SubstNonTypeTemplateParmExpr* e);
  ir::Expr VisitCXXDefaultArgExpr(const clang::CXXDefaultArgExpr* e);
  ir::Expr VisitCXXDefaultInitExpr(const clang::CXXDefaultInitExpr* e);
  ir::Expr VisitOpaqueValueExpr(const clang::OpaqueValueExpr* e);
  ir::Expr VisitPackExpansionExpr(const clang::PackExpansionExpr* e);
  ir::Expr VisitCoroutineSuspendExpr(const clang::CoroutineSuspendExpr* e);
  ir::Expr VisitDependentCoawaitExpr(const clang::DependentCoawaitExpr* e);
  ir::Expr VisitGenericSelectionExpr(const clang::GenericSelectionExpr* e);
  ir::Expr VisitChooseExpr(const clang::ChooseExpr* e);
  ir::Expr
  VisitCXXRewrittenBinaryOperator(const clang::CXXRewrittenBinaryOperator* e);
  ir::Expr VisitCastExpr(const clang::CastExpr* e);
  ir::Expr VisitDeclRefExpr(const clang::DeclRefExpr* e);
  ir::Expr VisitMemberExpr(const clang::MemberExpr* e);
  ir::Expr VisitCXXThisExpr(const clang::CXXThisExpr* e);
  ir::Expr VisitUnaryOperator(const clang::UnaryOperator* e);
  ir::Expr VisitBinaryOperator(const clang::BinaryOperator* e);
  ir::Expr
  VisitAbstractConditionalOperator(const clang::AbstractConditionalOperator* e);
  ir::Expr VisitArraySubscriptExpr(const clang::ArraySubscriptExpr* e);
  ir::Expr VisitStmtExpr(const clang::StmtExpr* e);
  ir::Expr VisitLambdaExpr(const clang::LambdaExpr* e);
  ir::Expr VisitCXXThrowExpr(const clang::CXXThrowExpr* e);

  // literals.cpp: values and initializer lists.
  ir::Expr VisitStringLiteral(const clang::StringLiteral* e);
  ir::Expr VisitPredefinedExpr(const clang::PredefinedExpr* e);
  ir::Expr VisitUserDefinedLiteral(const clang::UserDefinedLiteral* e);
  ir::Expr VisitIntegerLiteral(const clang::IntegerLiteral* e);
  ir::Expr VisitCharacterLiteral(const clang::CharacterLiteral* e);
  ir::Expr VisitCXXBoolLiteralExpr(const clang::CXXBoolLiteralExpr* e);
  ir::Expr
  VisitUnaryExprOrTypeTraitExpr(const clang::UnaryExprOrTypeTraitExpr* e);
  ir::Expr VisitGNUNullExpr(const clang::GNUNullExpr* e);
  ir::Expr VisitCXXNullPtrLiteralExpr(const clang::CXXNullPtrLiteralExpr* e);
  ir::Expr VisitImplicitValueInitExpr(const clang::ImplicitValueInitExpr* e);
  ir::Expr VisitInitListExpr(const clang::InitListExpr* e);
  ir::Expr VisitDesignatedInitExpr(const clang::DesignatedInitExpr* e);
  ir::Expr VisitCompoundLiteralExpr(const clang::CompoundLiteralExpr* e);
  ir::Expr VisitParenListExpr(const clang::ParenListExpr* e);
  ir::Expr
  VisitCXXStdInitializerListExpr(const clang::CXXStdInitializerListExpr* e);

  // calls.cpp: calls of every form, constructions.
  ir::Expr VisitCallExpr(const clang::CallExpr* e);
  ir::Expr VisitCXXOperatorCallExpr(const clang::CXXOperatorCallExpr* e);
  ir::Expr VisitCXXMemberCallExpr(const clang::CXXMemberCallExpr* e);
  ir::Expr VisitCXXConstructExpr(const clang::CXXConstructExpr* e);
  ir::Expr VisitCXXParenListInitExpr(const clang::CXXParenListInitExpr* e);
  ir::Expr
  VisitCXXUnresolvedConstructExpr(const clang::CXXUnresolvedConstructExpr* e);
  ir::Expr VisitCXXNewExpr(const clang::CXXNewExpr* e);

  // unresolved.cpp: templates and code that lacks its declarations.
  ir::Expr VisitOverloadExpr(const clang::OverloadExpr* e);
  ir::Expr VisitUnresolvedMemberExpr(const clang::UnresolvedMemberExpr* e);
  ir::Expr
  VisitCXXDependentScopeMemberExpr(const clang::CXXDependentScopeMemberExpr* e);
  ir::Expr
  VisitDependentScopeDeclRefExpr(const clang::DependentScopeDeclRefExpr* e);
  ir::Expr VisitRecoveryExpr(const clang::RecoveryExpr* e);

private:
  ir::Expr make(ir::ExprKind kind, const clang::Expr* e,
                std::string text = {}) const;
  ir::Expr child(const clang::Expr* e) { return body_.expr(e); }
  ir::Expr integer(const clang::Expr* e, std::int64_t value);
  std::optional<ir::Expr> constant(const clang::Expr* e);
  ir::Expr call_of(const clang::Expr* whole, const clang::Expr* callee,
                   llvm::ArrayRef<const clang::Expr*> args);
  ir::Expr direct_call(const clang::Expr* whole,
                       const clang::FunctionDecl& callee,
                       llvm::ArrayRef<const clang::Expr*> args);
  void add_args(ir::Expr& into, llvm::ArrayRef<const clang::Expr*> args);
  ir::Expr member_call(const clang::Expr* whole, const clang::Expr* object,
                       std::string name, const clang::CXXMethodDecl* method,
                       llvm::ArrayRef<const clang::Expr*> args);
  ir::Expr copied(const clang::Expr* object);
  ir::Expr pointer_to_member_call(const clang::BinaryOperator& callee,
                                  llvm::ArrayRef<const clang::Expr*> args);
  ir::Expr functor_call(const clang::CXXOperatorCallExpr* e);
  ir::Expr operator_call(const clang::CXXOperatorCallExpr* e);
  ir::Expr dependent_object(const clang::Expr* base, bool implicit,
                            const clang::Expr* e);
  ir::Expr prefixed(const clang::RecoveryExpr* e, const clang::Expr* operand);

  Body& body_;
};

/// What std::move, std::forward and their like do to a value: nothing.
bool is_transparent_call(const std::string& name);

} // namespace imds::analyzer
