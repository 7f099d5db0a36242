// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/shell/shell_ir.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace imds::analyzer::shell {

/// Lowers one script. shell_ir.cpp does statements, shell_expr.cpp
/// values, printed.cpp what commands print.
class Lowering {
public:
  explicit Lowering(const ShellPlace& place) : place_(place) {}

  ShellCode run(const std::vector<ShellCommand>& commands);

private:
  using Commands = std::vector<ShellCommand>;
  using Stmts = std::vector<ir::Stmt>;

  // shell_ir.cpp
  void call_the_uncalled();
  Stmts lower_block(const Commands& commands);
  Stmts lower_output(const Commands& commands);
  void lower_chain(const ShellCommand& command, Stmts& out);
  void lower_printed(const ShellCommand& command, ir::Expr text, Stmts& out);
  void lower(const ShellCommand& command, Stmts& out);
  void lower_simple(const ShellCommand& command, Stmts& out);
  void lower_builtin(const ShellCommand& command, Stmts& out);
  void lower_assigns(const std::vector<ShellAssign>& assigns, Stmts& out);
  void lower_pipeline(const ShellCommand& command, Stmts& out);
  void lower_either(const ShellCommand& command, Stmts& out);
  void lower_branch(const ShellCommand& command, Stmts& out);
  void lower_loop(const ShellCommand& command, Stmts& out);
  void lower_choose(const ShellCommand& command, Stmts& out);
  void lower_function(const ShellCommand& command);
  bool lower_declaration(const ShellCommand& command, Stmts& out);
  bool lower_unset(const ShellCommand& command, Stmts& out);
  bool lower_jump(const ShellCommand& command, Stmts& out);
  void add_function(std::string name, const ShellCommand& at,
                    const Commands& body);
  ir::Stmt stmt(ir::StmtKind kind, const ShellCommand& at) const;

  // printed.cpp
  ir::Expr joined(ir::Expr left, ir::Expr right, const ShellWord& at);
  ir::Expr echoed(const ShellCommand& command);
  ir::Expr formatted(const ShellCommand& command);
  ir::Expr text_of(const ShellCommand& command);
  ir::Expr text_of_all(const Commands& commands);
  ir::Expr printed(const Commands& commands, const ShellWord& at, bool quoted);
  ir::Expr printed(const ShellCommand& command);
  ir::Expr input(ir::Expr text);
  std::optional<ir::Expr> written(const ShellCommand& command);
  bool lower_connection(const ShellCommand& command, Stmts& out);
  ir::Expr fed(const ShellCommand& xargs, ir::Expr text);
  ir::Expr piped(const ShellCommand& pipeline);

  // shell_expr.cpp
  ir::Expr value(const ShellWord& word);
  ir::Expr value(const ShellPiece& piece, const ShellWord& at);
  ir::Expr variable(const ShellPiece& piece, const ShellWord& at);
  ir::Expr alternative(const ShellPiece& piece, const ShellWord& at,
                       ir::Expr plain);
  ir::Expr words(const std::vector<ShellWord>& list, const ShellWord& at);
  ir::Expr listed(const ShellAssign& assign);
  ir::Expr assigned(const ShellAssign& assign);
  ir::Expr called(const ShellCommand& command);
  ir::Expr redirect(const ShellRedirect& redirect);
  ir::Expr condition(const Commands& commands, Stmts& before);
  ir::Expr condition(const ShellCommand& command);
  ir::Expr tested(const ShellCommand& command);
  ir::Expr tests(const ShellCommand& test);
  ir::Expr measured(const std::string& name, bool none, const ShellWord& at);
  ir::Expr operand(ShellWord word);
  ir::Expr compared(const ShellCommand& test);
  ir::Expr calculated(const ShellCommand& arithmetic);
  ir::Expr expr(ir::ExprKind kind, std::string text, int line,
                int column) const;
  ir::Expr expr(ir::ExprKind kind, std::string text,
                const ShellWord& at) const {
    return expr(kind, std::move(text), at.line, at.column);
  }

  ShellPlace place_;
  ShellCode code_;
  std::set<std::string> known_;  // functions of the script
  std::set<std::string> called_; // those of them that something calls
  bool in_function_ = false;
};

/// The words of a command without sudo, env, timeout and the like.
std::vector<ShellWord> without_prefix(const std::vector<ShellWord>& words);

/// Whether the word numbers what `exec 3<>...` opens; 0, 1 and 2 are no such.
bool names_connection(const ShellWord& word);

/// A stage of a pipeline that is one command, or a group that prints a text.
bool is_plain(const std::vector<ShellCommand>& stage);

/// echo TEXT | nc HOST 80, of plain stages.
bool feeds_sender(const ShellCommand& pipeline);

/// Makes the last command's output the value that the block returns.
void return_last(std::vector<ir::Stmt>& block);

} // namespace imds::analyzer::shell
