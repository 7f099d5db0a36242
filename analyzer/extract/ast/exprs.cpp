// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/exprs.h"

#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/unit_reader.h"

namespace imds::analyzer {

using ir::Expr;
using ir::ExprKind;

namespace {

std::int64_t value_of(const clang::EnumConstantDecl& enumerator) {
  const auto value = enumerator.getInitVal().extOrTrunc(64).getZExtValue();
  return static_cast<std::int64_t>(value);
}

} // namespace

Expr ExprReader::make(ExprKind kind, const clang::Expr* e,
                      std::string text) const {
  Expr out;
  out.kind = kind;
  out.loc = body_.at(e->getExprLoc());
  out.text = std::move(text);
  return out;
}

Expr ExprReader::VisitStmt(const clang::Stmt* s) {
  Expr out;
  out.loc = body_.at(s->getBeginLoc());
  for (const clang::Stmt* part : s->children())
    if (const auto* e = llvm::dyn_cast_or_null<clang::Expr>(part))
      out.args.push_back(child(e));
  return out;
}

Expr ExprReader::VisitParenExpr(const clang::ParenExpr* e) {
  return child(e->getSubExpr());
}

Expr ExprReader::VisitFullExpr(const clang::FullExpr* e) {
  return child(e->getSubExpr());
}

Expr ExprReader::VisitMaterializeTemporaryExpr(
    const clang::MaterializeTemporaryExpr* e) {
  return child(e->getSubExpr());
}

Expr ExprReader::VisitCXXBindTemporaryExpr(
    const clang::CXXBindTemporaryExpr* e) {
  return child(e->getSubExpr());
}

Expr ExprReader::VisitSubstNonTypeTemplateParmExpr(
    const clang::SubstNonTypeTemplateParmExpr* e) {
  return child(e->getReplacement());
}

Expr ExprReader::VisitCXXDefaultArgExpr(const clang::CXXDefaultArgExpr* e) {
  return child(e->getExpr());
}

Expr ExprReader::VisitCXXDefaultInitExpr(const clang::CXXDefaultInitExpr* e) {
  return child(e->getExpr());
}

Expr ExprReader::VisitOpaqueValueExpr(const clang::OpaqueValueExpr* e) {
  return e->getSourceExpr() != nullptr ? child(e->getSourceExpr())
                                       : make(ExprKind::unknown, e);
}

Expr ExprReader::VisitPackExpansionExpr(const clang::PackExpansionExpr* e) {
  return child(e->getPattern());
}

Expr ExprReader::VisitCoroutineSuspendExpr(
    const clang::CoroutineSuspendExpr* e) {
  return child(e->getOperand());
}

Expr ExprReader::VisitDependentCoawaitExpr(
    const clang::DependentCoawaitExpr* e) {
  return child(e->getOperand());
}

Expr ExprReader::VisitGenericSelectionExpr(
    const clang::GenericSelectionExpr* e) {
  return e->isResultDependent() ? VisitStmt(e) : child(e->getResultExpr());
}

Expr ExprReader::VisitChooseExpr(const clang::ChooseExpr* e) {
  return e->isConditionDependent() ? VisitStmt(e)
                                   : child(e->getChosenSubExpr());
}

Expr ExprReader::VisitCXXRewrittenBinaryOperator(
    const clang::CXXRewrittenBinaryOperator* e) {
  const auto parts = e->getDecomposedForm();
  Expr out = make(ExprKind::binary, e,
                  clang::BinaryOperator::getOpcodeStr(parts.Opcode).str());
  out.args = {child(parts.LHS), child(parts.RHS)};
  return out;
}

Expr ExprReader::VisitCastExpr(const clang::CastExpr* e) {
  if (e->getCastKind() == clang::CK_NullToPointer)
    return make(ExprKind::null, e);
  return child(e->getSubExpr());
}

Expr ExprReader::VisitDeclRefExpr(const clang::DeclRefExpr* e) {
  const clang::ValueDecl& decl = *e->getDecl();
  if (const auto* enumerator = llvm::dyn_cast<clang::EnumConstantDecl>(&decl)) {
    Expr out = integer(e, value_of(*enumerator));
    out.text = enumerator->getNameAsString();
    return out;
  }
  if (llvm::isa<clang::FunctionDecl>(decl))
    return make(ExprKind::func, e, qualified_name(decl));
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(&decl))
    return make(ExprKind::var, e, binding->getNameAsString());
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl);
  if (variable == nullptr)
    return make(ExprKind::var, e, decl.getNameAsString());
  if (variable->isLocalVarDeclOrParm() && !variable->isStaticLocal()) {
    Expr out = make(ExprKind::var, e, body_.local(*variable));
    out.type = body_.unit().type(variable->getType());
    return out;
  }
  // Constants of libraries have no Variable in the unit: keep their value.
  if (!body_.unit().places().in_project(variable->getLocation()))
    if (auto value = constant(e)) {
      value->names.insert(value->names.begin(), qualified_name(decl));
      return *value;
    }
  return make(ExprKind::global, e, global_name(*variable));
}

Expr ExprReader::VisitMemberExpr(const clang::MemberExpr* e) {
  const clang::ValueDecl& decl = *e->getMemberDecl();
  if (llvm::isa<clang::VarDecl>(decl))
    return make(ExprKind::global, e, qualified_name(decl));
  if (llvm::isa<clang::EnumConstantDecl>(decl))
    return integer(
        e,
        llvm::cast<clang::EnumConstantDecl>(decl).getInitVal().getExtValue());
  if (decl.getDeclName().isEmpty()) // an anonymous union or struct
    return child(e->getBase());
  Expr out = make(ExprKind::field, e, decl.getNameAsString());
  out.type = class_name(decl);
  out.args.push_back(child(e->getBase()));
  return out;
}

Expr ExprReader::VisitCXXThisExpr(const clang::CXXThisExpr* e) {
  return make(ExprKind::self, e);
}

Expr ExprReader::VisitUnaryOperator(const clang::UnaryOperator* e) {
  switch (e->getOpcode()) {
  case clang::UO_Plus:
  case clang::UO_Extension:
  case clang::UO_Real:
  case clang::UO_Coawait:
    return child(e->getSubExpr());
  case clang::UO_Minus:
    if (auto value = constant(e))
      return *value;
    break;
  default:
    break;
  }
  Expr operand = child(e->getSubExpr());
  // "&f" and "f" are one value, and so are "*f" and "f".
  if (operand.kind == ExprKind::func)
    return operand;
  Expr out = make(ExprKind::unary, e,
                  clang::UnaryOperator::getOpcodeStr(e->getOpcode()).str());
  out.args.push_back(std::move(operand));
  return out;
}

Expr ExprReader::VisitBinaryOperator(const clang::BinaryOperator* e) {
  if (e->isAdditiveOp() || e->isMultiplicativeOp() || e->isShiftOp() ||
      e->isBitwiseOp())
    if (auto value = constant(e))
      return *value;
  Expr out = make(ExprKind::binary, e, e->getOpcodeStr().str());
  out.args = {child(e->getLHS()), child(e->getRHS())};
  return out;
}

Expr ExprReader::VisitAbstractConditionalOperator(
    const clang::AbstractConditionalOperator* e) {
  Expr out = make(ExprKind::conditional, e);
  const auto* gnu = llvm::dyn_cast<clang::BinaryConditionalOperator>(e);
  if (gnu != nullptr) // a ?: b
    out.args = {child(gnu->getCommon()), child(gnu->getCommon())};
  else
    out.args = {child(e->getCond()), child(e->getTrueExpr())};
  out.args.push_back(child(e->getFalseExpr()));
  return out;
}

Expr ExprReader::VisitArraySubscriptExpr(const clang::ArraySubscriptExpr* e) {
  Expr out = make(ExprKind::index, e);
  out.args = {child(e->getLHS()), child(e->getRHS())};
  return out;
}

Expr ExprReader::VisitStmtExpr(const clang::StmtExpr* e) {
  const auto& body = *e->getSubStmt();
  for (const clang::Stmt* s : body.body()) {
    const auto* value = llvm::dyn_cast<clang::Expr>(s);
    if (s == body.body_back() && value != nullptr)
      return child(value);
    for (ir::Stmt& part : body_.block(s))
      body_.before(std::move(part));
  }
  return make(ExprKind::unknown, e);
}

Expr ExprReader::VisitLambdaExpr(const clang::LambdaExpr* e) {
  return make(ExprKind::lambda, e, body_.lambda(*e));
}

Expr ExprReader::VisitCXXThrowExpr(const clang::CXXThrowExpr* e) {
  ir::Stmt jump;
  jump.kind = ir::StmtKind::jump;
  jump.loc = body_.at(e->getThrowLoc());
  jump.text = "throw";
  if (e->getSubExpr() != nullptr)
    jump.exprs.push_back(child(e->getSubExpr()));
  body_.before(std::move(jump));
  return make(ExprKind::unknown, e);
}

} // namespace imds::analyzer
