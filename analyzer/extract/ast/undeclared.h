// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

namespace imds::analyzer {

/// Declares what nothing declares, at the moment that Clang looks for it.
class Undeclared : public clang::ExternalSemaSource {
public:
  void attach(clang::Sema& sema) { sema_ = &sema; }
  bool LookupUnqualified(clang::LookupResult& result,
                         clang::Scope* scope) override;

private:
  enum class Role { none, value, type, made_type, owner };
  Role role_of(const clang::LookupResult& result) const;
  clang::NamedDecl* declare(Role role, clang::IdentifierInfo* name,
                            clang::SourceLocation where);

  clang::NamedDecl* unknown_template(clang::IdentifierInfo* name,
                                     clang::SourceLocation where);
  clang::NamedDecl* unknown_class(clang::IdentifierInfo* name,
                                  clang::SourceLocation where);

  clang::Sema* sema_ = nullptr;
  std::map<std::pair<const clang::IdentifierInfo*, Role>, clang::NamedDecl*>
      known_;
};

/// A class with members of unknown type has no layout, and Clang would look
/// for one without end: marks such classes when they are complete.
class UnknownLayouts : public clang::ASTMutationListener {
public:
  void CompletedTagDefinition(const clang::TagDecl* tag) override;
};

} // namespace imds::analyzer
