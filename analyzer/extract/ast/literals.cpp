// SPDX-License-Identifier: Apache-2.0
// Values: literals, what Clang's evaluator makes of constant expressions, and
// initializer lists.
//
// Strings are bytes; wide ones become UTF-8. A literal that came from a macro
// keeps the macro's name, so "CURLOPT_URL" or "EC2_BASE" stay readable. Names
// of the project's own constants are not folded here: they stay `global`, the
// linker looks their Variable up and keeps the place of the definition.
#include "analyzer/extract/ast/exprs.h"

#include "analyzer/extract/ast/constants.h"
#include "analyzer/extract/ast/names.h"
#include "analyzer/extract/ast/unit_reader.h"

namespace imds::analyzer {

using ir::Expr;
using ir::ExprKind;

namespace {

constexpr unsigned kMaxElements = 4096;

/// char x[] = {'G', 'E', 'T', 0} is a string; unsigned bytes are an address.
bool is_char_array(const clang::InitListExpr& list,
                   const clang::ASTContext& context) {
  const auto* array = context.getAsArrayType(list.getType());
  return array != nullptr && array->getElementType()->isAnyCharacterType() &&
         !array->getElementType()->isUnsignedIntegerType();
}

void join_characters(Expr& list) {
  std::string text;
  for (const Expr& element : list.args) {
    if (element.kind != ExprKind::integer)
      return;
    if (element.value == 0)
      break;
    text += static_cast<char>(element.value);
  }
  list.kind = ExprKind::str;
  list.text = std::move(text);
  list.args.clear();
}

std::string designator_name(const clang::DesignatedInitExpr& e) {
  std::string name;
  for (const auto& designator : e.designators())
    if (designator.isFieldDesignator() && designator.getFieldName() != nullptr)
      name = designator.getFieldName()->getName().str();
  return name;
}

} // namespace

Expr ExprReader::integer(const clang::Expr* e, std::int64_t value) {
  Expr out = make(ExprKind::integer, e);
  out.value = value;
  out.names = body_.unit().places().macros(e->getBeginLoc());
  if (body_.unit().places().is_named_constant(e->getBeginLoc()))
    out.text = out.names.back();
  return out;
}

std::optional<Expr> ExprReader::constant(const clang::Expr* e) {
  const auto value = constant_of(*e, body_.unit().context());
  if (!value)
    return std::nullopt;
  if (value->is_string)
    return make(ExprKind::str, e, value->text);
  return integer(e, value->number);
}

Expr ExprReader::VisitStringLiteral(const clang::StringLiteral* e) {
  Expr out = make(ExprKind::str, e, bytes_of(*e));
  out.loc = body_.at(e->getBeginLoc());
  for (unsigned i = 0; i < e->getNumConcatenated(); ++i)
    for (std::string& name : body_.unit().places().macros(e->getStrTokenLoc(i)))
      if (out.names.empty() || out.names.back() != name)
        out.names.push_back(std::move(name));
  return out;
}

Expr ExprReader::VisitPredefinedExpr(const clang::PredefinedExpr* e) {
  return make(ExprKind::str, e,
              e->getFunctionName() != nullptr ? bytes_of(*e->getFunctionName())
                                              : "");
}

Expr ExprReader::VisitUserDefinedLiteral(const clang::UserDefinedLiteral* e) {
  if (e->getLiteralOperatorKind() == clang::UserDefinedLiteral::LOK_String ||
      e->getLiteralOperatorKind() == clang::UserDefinedLiteral::LOK_Integer)
    return child(e->getCookedLiteral());
  return VisitStmt(e);
}

Expr ExprReader::VisitIntegerLiteral(const clang::IntegerLiteral* e) {
  const llvm::APInt value = e->getValue();
  return integer(
      e, static_cast<std::int64_t>(value.getLimitedValue(~std::uint64_t{0})));
}

Expr ExprReader::VisitCharacterLiteral(const clang::CharacterLiteral* e) {
  Expr out = integer(e, e->getValue());
  out.type = ir::kCharacter;
  return out;
}

Expr ExprReader::VisitCXXBoolLiteralExpr(const clang::CXXBoolLiteralExpr* e) {
  return integer(e, e->getValue() ? 1 : 0);
}

Expr ExprReader::VisitUnaryExprOrTypeTraitExpr(
    const clang::UnaryExprOrTypeTraitExpr* e) {
  if (auto value = constant(e))
    return *value;
  return make(ExprKind::unknown, e);
}

Expr ExprReader::VisitGNUNullExpr(const clang::GNUNullExpr* e) {
  return make(ExprKind::null, e);
}

Expr ExprReader::VisitCXXNullPtrLiteralExpr(
    const clang::CXXNullPtrLiteralExpr* e) {
  return make(ExprKind::null, e);
}

Expr ExprReader::VisitImplicitValueInitExpr(
    const clang::ImplicitValueInitExpr* e) {
  if (e->getType()->isIntegerType())
    return integer(e, 0);
  return make(
      e->getType()->isPointerType() ? ExprKind::null : ExprKind::init_list, e);
}

/// name_{make()} in a class of which a part is unknown: Clang leaves the list
/// as it is, and takes its elements for members.
static bool has_constructors(const clang::RecordDecl* record) {
  const auto* cxx = llvm::dyn_cast_or_null<clang::CXXRecordDecl>(record);
  return cxx != nullptr && cxx->hasDefinition() && !cxx->isAggregate();
}

Expr ExprReader::VisitInitListExpr(const clang::InitListExpr* e) {
  const clang::InitListExpr& list =
      e->isSyntacticForm() && e->getSemanticForm() ? *e->getSemanticForm() : *e;
  Expr out = make(ExprKind::init_list, e);
  const auto* record =
      list.getType().isNull() ? nullptr : list.getType()->getAsRecordDecl();
  if (record != nullptr)
    out.text = qualified_name(*record);
  if (has_constructors(record)) {
    out.kind = ExprKind::construct;
    for (unsigned i = 0; i < std::min(list.getNumInits(), kMaxElements); ++i)
      out.args.push_back(child(list.getInit(i)));
    return out;
  }
  if (list.getInitializedFieldInUnion() != nullptr) {
    out.names.push_back(list.getInitializedFieldInUnion()->getNameAsString());
    if (list.getNumInits() > 0)
      out.args.push_back(child(list.getInit(0)));
    return out;
  }
  const auto names = field_names(record, list.getNumInits());
  for (unsigned i = 0; i < std::min(list.getNumInits(), kMaxElements); ++i) {
    const clang::Expr* element = list.getInit(i);
    const bool filler = llvm::isa<clang::ImplicitValueInitExpr>(element);
    if (filler && !names.empty())
      continue;
    if (!names.empty())
      out.names.push_back(names[i]);
    else if (const auto* named =
                 llvm::dyn_cast<clang::DesignatedInitExpr>(element))
      out.names.push_back(designator_name(*named));
    out.args.push_back(child(element));
  }
  if (is_char_array(list, body_.unit().context()))
    join_characters(out);
  return out;
}

Expr ExprReader::VisitDesignatedInitExpr(const clang::DesignatedInitExpr* e) {
  return child(e->getInit());
}

Expr ExprReader::VisitCompoundLiteralExpr(const clang::CompoundLiteralExpr* e) {
  return child(e->getInitializer());
}

Expr ExprReader::VisitParenListExpr(const clang::ParenListExpr* e) {
  if (e->getNumExprs() == 1)
    return child(e->getExpr(0));
  Expr out = make(ExprKind::init_list, e);
  for (unsigned i = 0; i < e->getNumExprs(); ++i)
    out.args.push_back(child(e->getExpr(i)));
  return out;
}

Expr ExprReader::VisitCXXStdInitializerListExpr(
    const clang::CXXStdInitializerListExpr* e) {
  return child(e->getSubExpr());
}

} // namespace imds::analyzer
