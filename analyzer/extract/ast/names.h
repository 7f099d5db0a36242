// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace clang {
class ASTContext;
class CXXRecordDecl;
class NamedDecl;
class NestedNameSpecifier;
class QualType;
} // namespace clang

namespace imds::analyzer {

/// "ns::Class::member": without template arguments, inline and anonymous
/// namespaces; a local class or static is named below its function.
std::string qualified_name(const clang::NamedDecl& decl);

/// The class part of a member's name, or "".
std::string class_name(const clang::NamedDecl& decl);

/// A type for ir.h: without const, & and inline namespaces; "*" is kept,
/// typedef names are kept ("std::string", "CURL*").
std::string type_text(clang::QualType type, const clang::ASTContext& context);

/// The class that a value or pointer of this type is of, or "".
std::string class_of(clang::QualType type);

/// static, or in an anonymous namespace: known by its file too.
bool is_local(const clang::NamedDecl& decl);

} // namespace imds::analyzer
