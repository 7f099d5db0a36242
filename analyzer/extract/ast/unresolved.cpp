// SPDX-License-Identifier: Apache-2.0
// Expressions whose meaning Clang does not know: templates, and code whose
// declarations are missing.
//
//   client.Get("/latest/meta-data/")   // no header declares `client`
//
// still says a receiver, a member and a literal. A RecoveryExpr is what Clang
// keeps of a call that it could not make sense of: the arguments, and no
// callee; the callee's name is read from the text then.
#include "analyzer/extract/ast/exprs.h"

#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/unit_reader.h"
#include "analyzer/extract/ast/written.h"

namespace imds::analyzer {

using ir::Expr;
using ir::ExprKind;

namespace {

/// "a::b::" as it is written, without template arguments.
std::string written_name(clang::SourceRange qualifier,
                         const clang::DeclarationName& name,
                         const Places& places) {
  return plain_name(written_text(qualifier, places)) + name.getAsString();
}

/// The callee that a failed call began with, if Clang kept it.
bool is_callee(const clang::Expr& e) {
  if (llvm::isa<clang::OverloadExpr>(e) ||
      llvm::isa<clang::CXXDependentScopeMemberExpr>(e))
    return true;
  if (const auto* ref = llvm::dyn_cast<clang::DeclRefExpr>(&e))
    return llvm::isa<clang::FunctionDecl>(ref->getDecl());
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(&e))
    return llvm::isa<clang::FunctionDecl>(member->getMemberDecl());
  return false;
}

} // namespace

Expr ExprReader::dependent_object(const clang::Expr* base, bool implicit,
                                  const clang::Expr* e) {
  return implicit || base == nullptr ? make(ExprKind::self, e) : child(base);
}

Expr ExprReader::VisitOverloadExpr(const clang::OverloadExpr* e) {
  // One function, or overloads of one name: they share the qualified name.
  if (e->getNumDecls() > 0)
    return make(ExprKind::func, e,
                qualified_name(*(*e->decls_begin())->getUnderlyingDecl()));
  return make(ExprKind::func, e,
              written_name(e->getQualifierLoc().getSourceRange(), e->getName(),
                           body_.unit().places()));
}

Expr ExprReader::VisitUnresolvedMemberExpr(
    const clang::UnresolvedMemberExpr* e) {
  Expr out = make(ExprKind::field, e, e->getMemberName().getAsString());
  if (e->getNumDecls() > 0)
    out.text = qualified_name(*(*e->decls_begin())->getUnderlyingDecl());
  out.args.push_back(
      dependent_object(e->isImplicitAccess() ? nullptr : e->getBase(),
                       e->isImplicitAccess(), e));
  return out;
}

Expr ExprReader::VisitCXXDependentScopeMemberExpr(
    const clang::CXXDependentScopeMemberExpr* e) {
  Expr out = make(ExprKind::field, e, e->getMember().getAsString());
  out.args.push_back(
      dependent_object(e->isImplicitAccess() ? nullptr : e->getBase(),
                       e->isImplicitAccess(), e));
  return out;
}

Expr ExprReader::VisitDependentScopeDeclRefExpr(
    const clang::DependentScopeDeclRefExpr* e) {
  return make(ExprKind::func, e,
              written_name(e->getQualifierLoc().getSourceRange(),
                           e->getDeclName(), body_.unit().places()));
}

/// "!handle", "*p" or only "p", where nobody declares the type of the operand.
Expr ExprReader::prefixed(const clang::RecoveryExpr* e,
                          const clang::Expr* operand) {
  const std::string sign =
      written_text({e->getBeginLoc(), e->getBeginLoc()}, body_.unit().places());
  if (e->getBeginLoc() == operand->getBeginLoc() ||
      (sign != "!" && sign != "*" && sign != "&" && sign != "-"))
    return child(operand);
  Expr out = make(ExprKind::unary, e, sign);
  out.args.push_back(child(operand));
  return out;
}

Expr ExprReader::VisitRecoveryExpr(const clang::RecoveryExpr* e) {
  const auto parts = e->subExpressions();
  if (!parts.empty() && is_callee(*parts[0]->IgnoreParenImpCasts())) {
    std::vector<const clang::Expr*> args(parts.begin() + 1, parts.end());
    return call_of(e, parts[0], args);
  }
  if (parts.empty()) // a name whose declaration is broken
    if (auto name = written_word(*e, body_.unit().places()); !name.empty())
      return make(ExprKind::var, e, std::move(name));
  const WrittenCall call =
      written_call(e->getBeginLoc(), body_.unit().places());
  if (!call.name.empty() &&
      !(parts.size() == 1 &&
        llvm::isa<clang::CallExpr>(parts[0]->IgnoreParenImpCasts()))) {
    Expr out = make(ExprKind::call, e, call.name);
    for (const clang::Expr* part : parts)
      out.args.push_back(child(part));
    return out;
  }
  if (parts.empty()) // a variable whose declaration is broken
    return make(ExprKind::var, e,
                last_name(e->getSourceRange(), body_.unit().places()));
  if (!e->getType().isNull() && e->getType()->isRecordType()) {
    Expr out = make(ExprKind::construct, e, class_of(e->getType()));
    for (const clang::Expr* part : parts)
      out.args.push_back(child(part));
    return out;
  }
  if (parts.size() == 1) {
    // object.member, where the class of the object has no such member.
    const auto member = last_name(e->getSourceRange(), body_.unit().places());
    if (e->getEndLoc() == parts[0]->getEndLoc() || member.empty())
      return prefixed(e, parts[0]);
    Expr out = make(ExprKind::field, e, member);
    out.args.push_back(child(parts[0]));
    return out;
  }
  Expr out = make(ExprKind::unknown, e);
  // left + right, whose types do not go together.
  if (parts.size() == 2)
    out.text = written_operator(parts[0]->getEndLoc(), parts[1]->getBeginLoc(),
                                body_.unit().places());
  if (!out.text.empty())
    out.kind = ExprKind::binary;
  for (const clang::Expr* part : parts)
    out.args.push_back(child(part));
  return out;
}

} // namespace imds::analyzer
