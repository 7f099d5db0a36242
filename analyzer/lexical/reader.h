// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"
#include "analyzer/lexical/conditions.h"
#include "analyzer/lexical/cursor.h"
#include "analyzer/lexical/locals.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer::lexical {

/// Reads the tokens of one file, or of one macro body, into a unit.
///
///   type.cpp         what a type looks like, without knowing any
///   scope.cpp        namespaces, classes, enums
///   declaration.cpp  functions and variables of a scope
///   parameter.cpp    parameters, constructor initializers, flag macros
///   statement.cpp    blocks, declarations in blocks, #if groups
///   control.cpp      if, loops, switch, try
///   expression.cpp   operators by precedence
///   primary.cpp      names, literals, casts, new, initializer lists
///   postfix.cpp      calls, members, indexes, lambdas
///
/// A name that is no local is an ExprKind::global with its spelling; settle.h
/// finds out later what it is.
class Reader {
public:
  Reader(ir::Unit& unit, const std::vector<Token>& tokens, bool plain_c)
      : unit_(unit), cursor_(tokens), plain_c_(plain_c) {}

  void read_file();
  /// The tokens are the body of `macro`: a variable or a function of its name.
  void read_macro(const MacroText& macro);

private:
  using Expr = ir::Expr;
  using Stmts = std::vector<ir::Stmt>;

  struct Scope {
    std::string prefix;     // "S3::Auth::"
    std::string class_name; // "S3::Auth", or ""
    bool anonymous = false;
    std::size_t class_index = 0; // in the unit, where class_name is not empty
  };

  /// What a declaration begins with.
  struct Head {
    bool is_static = false;
    bool is_virtual = false;
    bool is_extern = false;
    std::string type;
    std::string name; // as written, without template arguments
    ir::Loc loc;
  };

  // type.cpp
  std::size_t type_end(std::size_t at, bool strict = false) const;
  std::size_t base_type_end(std::size_t at, bool strict) const;
  std::size_t name_end(std::size_t at, bool strict) const;
  std::size_t template_end(std::size_t at, bool strict) const;
  std::size_t skip_attribute(std::size_t at) const;
  bool is_specifier_at(std::size_t at) const;
  bool is_plain_name(std::size_t at) const;
  std::string type_text(std::size_t begin, std::size_t end) const;
  std::string name_text(std::size_t begin, std::size_t end) const;

  // scope.cpp
  void read_scope();
  void read_scope_item();
  bool read_namespace();
  void read_namespace_alias(std::size_t name);
  bool read_class(bool is_typedef = false);
  void read_class_body(const std::string& name, std::vector<std::string> bases);
  void read_class_tail(const std::string& name);
  std::vector<std::string> read_bases();
  bool names_variable(std::size_t at) const;
  std::string name_by_place() const;
  bool read_enum();
  void read_enumerators(const std::string& name, bool scoped);
  bool read_alias();
  void read_typedef();
  void skip_template_head();
  void skip_statement();

  // declaration.cpp
  void read_declaration();
  bool read_function(const Head& head, std::size_t open);
  std::size_t body_start(std::size_t close) const;
  bool holds_values(std::size_t open, std::size_t close) const;
  std::size_t skip_qualifiers(std::size_t at) const;
  std::size_t skip_old_params(std::size_t at) const;
  std::size_t skip_initializers(std::size_t at) const;
  /// Token indexes of a declaration's type and name.
  struct Shape {
    std::size_t type_begin, type_stop, name, after;
  };
  bool refine(Shape& shape) const;
  Head read_head();
  std::size_t declared_name_end(std::size_t at) const;
  void read_variables(const Head& head);
  void add_variable(const Head& head, std::vector<Expr> initial);
  void read_nameless(const Head& head);

  // parameter.cpp
  std::vector<ir::Param> read_params(std::size_t open);
  ir::Param read_param();
  bool takes_reference(std::size_t begin, std::size_t end) const;
  void read_body(ir::Function& function, std::size_t close, std::size_t body);
  void read_initializers(std::size_t body, Stmts& out);
  void read_macro_call(const std::string& name);
  void add_flag(const std::string& macro, std::vector<Expr> args);

  // statement.cpp
  Stmts read_block();
  void read_statement(Stmts& out);
  bool read_keyword(Stmts& out);
  void read_simple(Stmts& out);
  bool read_declaring_macro(Stmts& out);
  void read_condition_group(Stmts& out);
  Stmts read_side();
  bool at_declaration() const;
  bool declares_with_value() const;
  bool declares_at(std::size_t type_begin, std::size_t name) const;
  void read_local(Stmts& out);
  void read_local_declarators(std::string type, Stmts& out);
  void read_bindings(const std::string& type, Stmts& out);
  void declare(ir::Stmt stmt, std::string_view name, Stmts& out);
  std::optional<Expr> read_initial(const std::string& type);
  std::optional<Expr> read_initial(const std::string& type, int dimensions);
  int read_dimensions();
  void add_expression(Expr expr, Stmts& out) const;
  ir::Stmt stmt(ir::StmtKind kind) const;

  // control.cpp
  void read_if(Stmts& out);
  void read_for(Stmts& out);
  void read_range(Stmts& out, std::size_t colon);
  void read_while(Stmts& out);
  void read_do(Stmts& out);
  void read_switch(Stmts& out);
  void read_cases(ir::Stmt& choose);
  void read_try(Stmts& out);
  void read_return(Stmts& out);
  void read_jump(Stmts& out);
  Expr read_condition(Stmts& out);
  Stmts read_branch();

  // expression.cpp
  struct Operator {
    std::string_view text;
    int precedence = 0; // 0: none
    std::size_t tokens = 1;
  };
  Expr read_expression();
  Expr read_assignment();
  Expr read_conditional();
  Expr read_binary(int least);
  Expr read_unary();
  Expr read_operand();
  Operator peek_operator() const;
  std::size_t assignment_length() const;
  void read_list(std::vector<Expr>& args);

  // primary.cpp
  Expr read_primary();
  Expr read_name();
  Expr read_named(std::string name, std::size_t begin, std::size_t end);
  Expr read_literals();
  Expr read_literal();
  Expr read_number();
  Expr read_parenthesis();
  bool at_cast() const;
  Expr read_new();
  Expr read_keyword_value();
  Expr read_named_cast();
  Expr read_braces(const std::string& type);
  bool read_designator(Expr& list);
  Expr skip_to_unknown(std::size_t end);

  // postfix.cpp
  Expr read_postfix(Expr base);
  Expr read_member(Expr object);
  Expr read_call(Expr callee);
  bool at_text_argument() const;
  Expr read_text_call(Expr callee);
  Expr read_index(Expr object);
  Expr read_lambda();
  std::vector<ir::Param> read_lambda_head(Stmts& captured);
  bool at_lambda() const;

  ir::Loc loc(const Token& token) const {
    return {0, static_cast<int>(token.line), static_cast<int>(token.column)};
  }
  ir::Loc loc() const { return loc(cursor_.peek()); }
  Expr make(ir::ExprKind kind, std::string text, ir::Loc at) const;
  std::string qualified(std::string_view name) const;

  ir::Unit& unit_;
  Cursor cursor_;
  bool plain_c_;
  Scope scope_;
  Locals locals_;
  std::string function_; // that is being read, or ""
  int depth_ = 0;
  int copied_ = 0; // statements copied for fallthrough, in this function
};

/// Deeper nesting is kept as ExprKind::unknown or passed over.
inline constexpr int kMaxDepth = 160;
/// Longer chains of operators or members are kept flat, as unknown.
inline constexpr int kMaxChain = 300;

} // namespace imds::analyzer::lexical
