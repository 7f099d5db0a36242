// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

namespace imds::analyzer {

/// What the text around a name says that it names.
enum class Role { none, value, type, made_type, owner };

/// A name that a known namespace was asked for in vain.
struct UnknownMember {
  std::string space; // "a::b", or "" of the global one
  std::string name;
  Role role = Role::none;
  auto operator<=>(const UnknownMember&) const = default;
};

/// Declares what nothing declares, at the moment that Clang looks for it.
class Undeclared : public clang::ExternalSemaSource {
public:
  explicit Undeclared(std::string root) : root_(std::move(root)) {}

  void attach(clang::Sema& sema) { sema_ = &sema; }
  /// Declares members of namespaces before the file is read.
  void declare(const std::set<UnknownMember>& members);
  /// The role of "name" in "space::name" at a place.
  Role role_of_member(clang::SourceLocation where) const;
  bool LookupUnqualified(clang::LookupResult& result,
                         clang::Scope* scope) override;
  /// Whether anything was declared.
  bool was_needed() const { return needed_; }

private:
  Role role_of(const clang::LookupResult& result) const;
  clang::NamedDecl* declare(Role role, clang::IdentifierInfo* name,
                            clang::SourceLocation where,
                            clang::DeclContext* in = nullptr);

  clang::NamedDecl* unknown_template(clang::IdentifierInfo* name,
                                     clang::SourceLocation where,
                                     clang::DeclContext* top);
  clang::NamedDecl* unknown_class(clang::IdentifierInfo* name,
                                  clang::SourceLocation where);

  std::string root_;
  clang::Sema* sema_ = nullptr;
  bool needed_ = false;
  std::map<std::pair<const clang::IdentifierInfo*, Role>, clang::NamedDecl*>
      known_;
};

/// A class with members of unknown type has no layout, and Clang would look
/// for one without end: marks such classes when they are complete. A constraint
/// over unknown types has no value, and Clang crashes over it: where anything
/// is unknown, class templates of the tree lose theirs.
class UnknownTypes : public clang::ASTMutationListener {
public:
  UnknownTypes(std::string root, const Undeclared& undeclared)
      : root_(std::move(root)), undeclared_(undeclared) {}

  void CompletedTagDefinition(const clang::TagDecl* tag) override;

private:
  void drop_constraint(const clang::TagDecl& tag) const;

  const std::string root_;
  const Undeclared& undeclared_;
};

} // namespace imds::analyzer
