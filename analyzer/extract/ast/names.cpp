// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/names.h"

#include "analyzer/extract/ast/clang.h"

#include <llvm/Support/DJB.h>
#include <llvm/Support/Path.h>

namespace imds::analyzer {
namespace {

bool is_lambda(const clang::DeclContext* context) {
  const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(context);
  return record != nullptr && record->isLambda();
}

/// A context that gives no part of a name.
bool is_silent(const clang::DeclContext* context) {
  if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(context))
    return space->isInline() || space->isAnonymousNamespace();
  if (is_lambda(context))
    return true;
  if (llvm::isa<clang::CXXMethodDecl>(context))
    return is_lambda(context->getParent());
  const auto* named = llvm::dyn_cast<clang::NamedDecl>(context);
  return named == nullptr || named->getNameAsString().empty();
}

bool is_nameless(const clang::RecordDecl& record) {
  return record.getDeclName().isEmpty() && !record.isAnonymousStructOrUnion() &&
         !is_lambda(&record);
}

/// Of `struct { ... } table[]`: where it stands is what it has of a name.
std::string name_by_place(const clang::RecordDecl& record) {
  const auto at = record.getASTContext().getSourceManager().getPresumedLoc(
      record.getLocation());
  if (at.isInvalid())
    return "";
  const auto file = llvm::djbHash(llvm::sys::path::filename(at.getFilename()));
  return "(nameless " + std::to_string(file) + ":" +
         std::to_string(at.getLine()) + ":" + std::to_string(at.getColumn()) +
         ")";
}

std::string own_name(const clang::NamedDecl& decl) {
  // A constructor of a template would print as "A<T>".
  if (llvm::isa<clang::CXXConstructorDecl>(decl))
    return own_name(*llvm::cast<clang::NamedDecl>(decl.getDeclContext()));
  if (llvm::isa<clang::CXXDestructorDecl>(decl))
    return "~" + own_name(*llvm::cast<clang::NamedDecl>(decl.getDeclContext()));
  if (const auto* record = llvm::dyn_cast<clang::TagDecl>(&decl))
    if (const auto* alias = record->getTypedefNameForAnonDecl())
      return alias->getNameAsString();
  if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(&decl);
      record != nullptr && is_nameless(*record))
    return name_by_place(*record);
  return decl.getNameAsString();
}

std::string join(const std::string& left, const std::string& right) {
  if (left.empty() || right.empty())
    return left + right;
  return left + "::" + right;
}

std::string prefix(const clang::DeclContext* context) {
  for (; context != nullptr && !context->isTranslationUnit();
       context = context->getParent())
    if (!is_silent(context))
      return qualified_name(*llvm::cast<clang::NamedDecl>(context));
  return "";
}

/// "<A, B>" of a template type as it is written, defaults left out.
std::string written_arguments(const clang::TemplateSpecializationType& type,
                              const clang::ASTContext& context) {
  std::string out;
  for (const clang::TemplateArgument& arg : type.template_arguments()) {
    if (arg.getKind() != clang::TemplateArgument::Type)
      continue;
    out += out.empty() ? "" : ", ";
    out += type_text(arg.getAsType(), context);
  }
  return out.empty() ? out : "<" + out + ">";
}

std::string builtin_text(clang::QualType type,
                         const clang::ASTContext& context) {
  clang::PrintingPolicy policy(context.getLangOpts());
  policy.Bool = true;
  policy.SuppressTagKeyword = true;
  policy.FullyQualifiedName = true;
  std::string text = type.getUnqualifiedType().getAsString(policy);
  return text.find("(lambda") != std::string::npos ? "" : text;
}

std::string named_text(clang::QualType type, const clang::ASTContext& context) {
  if (const auto* alias = type->getAs<clang::TypedefType>()) {
    // std::map<K, V>::mapped_type says nothing, V does.
    const bool in_template = llvm::isa<clang::ClassTemplateSpecializationDecl>(
        alias->getDecl()->getDeclContext());
    return in_template && !type->isDependentType()
               ? type_text(alias->desugar(), context)
               : qualified_name(*alias->getDecl());
  }
  if (const auto* special = type->getAs<clang::TemplateSpecializationType>())
    if (const auto* name = special->getTemplateName().getAsTemplateDecl())
      return qualified_name(*name) + written_arguments(*special, context);
  if (const auto* tag = type->getAsTagDecl())
    return is_lambda(llvm::dyn_cast<clang::DeclContext>(tag))
               ? ""
               : qualified_name(*tag);
  return builtin_text(type, context);
}

} // namespace

std::string qualified_name(const clang::NamedDecl& decl) {
  return join(prefix(decl.getDeclContext()), own_name(decl));
}

std::string class_name(const clang::NamedDecl& decl) {
  const auto* context = decl.getDeclContext();
  const auto* record = llvm::dyn_cast<clang::RecordDecl>(context);
  if (record == nullptr || is_lambda(context))
    return "";
  // A member of an anonymous struct is a member of the class around it.
  if (record->isAnonymousStructOrUnion())
    return class_name(*record);
  return qualified_name(*record);
}

std::string type_text(clang::QualType type, const clang::ASTContext& context) {
  if (type.isNull())
    return "";
  type = type.getNonReferenceType().getUnqualifiedType();
  if (const auto* deduced = type->getAs<clang::DeducedType>())
    return type_text(deduced->getDeducedType(), context);
  if (type->getAs<clang::TypedefType>() != nullptr)
    return named_text(type, context);
  if (const auto* array = context.getAsArrayType(type))
    return type_text(array->getElementType(), context) + "[]";
  if (type->isPointerType() && !type->isFunctionPointerType())
    return type_text(type->getPointeeType(), context) + "*";
  return named_text(type, context);
}

std::string class_of(clang::QualType type) {
  if (type.isNull())
    return "";
  type = type.getNonReferenceType();
  if (type->isPointerType())
    type = type->getPointeeType();
  if (const auto* record = type->getAsRecordDecl())
    return qualified_name(*record);
  // A type that nothing declares, or a template's own: its name as written.
  if (const auto* alias = type->getAs<clang::TypedefType>())
    return type->isDependentType() ? qualified_name(*alias->getDecl()) : "";
  if (const auto* special = type->getAs<clang::TemplateSpecializationType>())
    if (const auto* name = special->getTemplateName().getAsTemplateDecl())
      return qualified_name(*name);
  return "";
}

bool is_local(const clang::NamedDecl& decl) {
  if (decl.isInAnonymousNamespace())
    return true;
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(&decl))
    return !llvm::isa<clang::CXXMethodDecl>(function) && function->isStatic();
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&decl))
    return !variable->isStaticDataMember() &&
           variable->getStorageClass() == clang::SC_Static;
  return false;
}

} // namespace imds::analyzer
