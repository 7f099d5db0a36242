// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/body.h"

namespace imds::analyzer {

/// Reads the project's declarations of one translation unit into an ir::Unit.
class UnitReader {
public:
  /// `root`: the tree; what is defined in files outside of it is left out.
  UnitReader(clang::ASTContext& context, const std::string& root,
             ir::Unit& unit);

  void read_all();
  void read(const clang::Decl* decl);

  void add(ir::Function function);
  /// A static local belongs to the function named `owner`.
  void add(const clang::VarDecl& variable, const std::string& owner);

  std::string lambda_name(const clang::CXXRecordDecl& closure) const;
  std::string new_lambda_name(const clang::CXXRecordDecl& closure,
                              const std::string& parent);

  std::vector<ir::Param> params(const clang::FunctionDecl& f, Body& body);
  ir::Expr initial(const clang::VarDecl& variable, Body& body);
  std::string type(clang::QualType t) const { return type_name(t); }
  /// The declared type; the written name where nothing declares it.
  std::string type(const clang::VarDecl& variable) const;

  Places& places() { return places_; }
  const clang::ASTContext& context() const { return context_; }

private:
  std::string type_name(clang::QualType t) const;
  void read_context(const clang::DeclContext& context);
  void read_function(const clang::FunctionDecl& f);
  void read_class(const clang::RecordDecl& record);
  void read_alias(const clang::TypedefNameDecl& alias);
  void initializers(const clang::CXXConstructorDecl& constructor, Body& body,
                    std::vector<ir::Stmt>& out);
  bool wanted(const clang::FunctionDecl& f);

  clang::ASTContext& context_;
  ir::Unit& unit_;
  Places places_;
  std::map<const clang::CXXRecordDecl*, std::string> lambdas_;
  std::map<std::string, int> lambda_counts_;
  std::set<const clang::Decl*> seen_;
};

/// The name of a variable that is no local: a gflags flag is FLAGS_x whatever
/// namespace the macro puts it in.
std::string global_name(const clang::VarDecl& variable);

} // namespace imds::analyzer
