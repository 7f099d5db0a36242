// SPDX-License-Identifier: Apache-2.0
//
// Shell commands as ir statements. The convention is in shell_ir.h.
//
// Tested by shell_ir_test.cpp.
#include "analyzer/shell/lower.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace imds::analyzer {

ShellCode shell_to_ir(const std::vector<ShellCommand>& commands,
                      const ShellPlace& place) {
  return shell::Lowering(place).run(commands);
}

std::set<std::string>
function_names(const std::vector<ShellCommand>& commands) {
  std::set<std::string> names;
  for (const ShellCommand& command : commands) {
    if (command.kind == ShellCommand::Kind::function)
      names.insert(command.words[0].literal().value_or(""));
    for (const auto& block : command.blocks)
      names.merge(function_names(block));
  }
  return names;
}

namespace shell {

using ir::Expr;
using ir::ExprKind;
using ir::Stmt;
using ir::StmtKind;
using Kind = ShellCommand::Kind;

namespace {

/// A command that runs another one, and its options that take a value.
struct Prefix {
  std::string_view name;
  std::string_view with_value;
};

constexpr Prefix kPrefixes[] = {
    {"sudo", "ughpCrtTUD"}, {"doas", "uC"},        {"runuser", "ug"},
    {"env", "uC"},          {"exec", "a"},         {"time", "fo"},
    {"nice", "n"},          {"ionice", "cnp"},     {"timeout", "sk"},
    {"stdbuf", "ioe"},      {"xargs", "InPLdEsa"}, {"command", ""},
    {"nohup", ""},          {"builtin", ""},       {"setsid", ""},
    {"chronic", ""},        {"nsenter", "tSG"},    {"busybox", ""}};

bool is_option_or_number(const std::string& word) {
  return word.starts_with("-") ||
         (!word.empty() && std::isdigit(static_cast<unsigned char>(word[0])));
}

/// "-u" of "sudo -u root curl": the next word is its value.
bool takes_next(const Prefix& prefix, const std::string& option) {
  return option.size() == 2 && option[0] == '-' &&
         prefix.with_value.find(option[1]) != std::string_view::npos;
}

std::string word_at(const std::vector<ShellWord>& words, std::size_t at) {
  return at < words.size() ? words[at].literal().value_or("") : "";
}

/// command -v curl: whether there is one.
bool only_looks(const std::vector<ShellWord>& words, std::size_t at) {
  const std::string option = word_at(words, at + 1);
  return word_at(words, at) == "command" && (option == "-v" || option == "-V");
}

/// env of /usr/bin/env.
std::string program_at(const std::vector<ShellWord>& words, std::size_t at) {
  std::string name = word_at(words, at);
  return name.substr(name.rfind('/') + 1);
}

/// ip netns exec NAME curl ..., chroot DIR curl ...: the words in front of the
/// command, 0 for another one.
std::size_t elsewhere(const std::vector<ShellWord>& words, std::size_t at) {
  std::string first = program_at(words, at), second = word_at(words, at + 1);
  bool enters = first == "ip" && (second == "netns" || second == "vrf") &&
                word_at(words, at + 2) == "exec";
  return enters ? 4 : first == "chroot" ? 2 : 0;
}

} // namespace

std::vector<ShellWord> without_prefix(const std::vector<ShellWord>& words) {
  std::size_t at = 0;
  while (at + 1 < words.size()) {
    if (std::size_t skip = elsewhere(words, at); at + skip < words.size())
      at += skip;
    const auto* prefix =
        std::ranges::find(kPrefixes, program_at(words, at), &Prefix::name);
    if (prefix == std::end(kPrefixes) || only_looks(words, at))
      break;
    for (++at; at + 1 < words.size(); ++at) {
      std::string option = word_at(words, at);
      bool setting = option.find('=') != std::string::npos;
      if (!is_option_or_number(option) && !setting)
        break;
      if (takes_next(*prefix, option) && at + 2 < words.size())
        ++at;
    }
  }
  return {words.begin() + static_cast<std::ptrdiff_t>(at), words.end()};
}

void return_last(std::vector<Stmt>& block) {
  if (block.empty())
    return;
  Stmt& last = block.back();
  if (last.kind == StmtKind::expr) {
    last.kind = StmtKind::leave;
    last.text = "return";
  } else if (last.kind == StmtKind::branch || last.kind == StmtKind::choose) {
    for (std::vector<Stmt>& inner : last.blocks)
      return_last(inner);
  }
}

ShellCode Lowering::run(const Commands& commands) {
  known_ = function_names(commands);
  called_ = place_.used;
  code_.body = lower_block(commands);
  call_the_uncalled();
  return std::move(code_);
}

/// A library of functions is there for scripts that source it: what nothing
/// here calls is called at the end, with parameters that nobody knows.
void Lowering::call_the_uncalled() {
  for (const ir::Function& function : code_.functions) {
    if (!known_.contains(function.name) || called_.contains(function.name))
      continue;
    Stmt run;
    run.kind = StmtKind::expr;
    run.loc = function.loc;
    run.exprs.push_back(expr(ExprKind::call, function.name, function.loc.line,
                             function.loc.column));
    code_.body.push_back(std::move(run));
  }
}

Stmt Lowering::stmt(StmtKind kind, const ShellCommand& at) const {
  Stmt made;
  made.kind = kind;
  made.loc = {place_.file, at.line, at.column};
  return made;
}

Lowering::Stmts Lowering::lower_block(const Commands& commands) {
  Stmts out;
  for (const ShellCommand& command : commands)
    lower(command, out);
  return out;
}

void Lowering::lower(const ShellCommand& command, Stmts& out) {
  switch (command.kind) {
  case Kind::simple:
    return lower_simple(command, out);
  case Kind::pipeline:
    return lower_pipeline(command, out);
  case Kind::both:
  case Kind::either:
    return lower_either(command, out);
  case Kind::branch:
    return lower_branch(command, out);
  case Kind::loop:
    return lower_loop(command, out);
  case Kind::choose:
    return lower_choose(command, out);
  case Kind::group:
    std::ranges::move(lower_block(command.blocks[0]), std::back_inserter(out));
    return;
  case Kind::function:
    return lower_function(command);
  }
}

void Lowering::lower_assigns(const std::vector<ShellAssign>& assigns,
                             Stmts& out) {
  for (const ShellAssign& assign : assigns) {
    Stmt set;
    set.kind = StmtKind::assign;
    set.text = assign.append && !assign.array ? "+=" : "=";
    Expr made = assigned(assign);
    set.loc = made.loc;
    if (!assign.words.empty())
      set.loc = {place_.file, assign.words[0].line, assign.words[0].column};
    Expr name = expr(ExprKind::var, assign.name, set.loc.line, set.loc.column);
    set.exprs = {std::move(name), std::move(made)};
    out.push_back(std::move(set));
  }
}

void Lowering::lower_simple(const ShellCommand& command, Stmts& out) {
  lower_assigns(command.assigns, out);
  if (command.words.empty() && command.redirects.empty())
    return;
  if (lower_unset(command, out) || lower_declaration(command, out) ||
      lower_jump(command, out) || lower_connection(command, out))
    return;
  Stmt run = stmt(StmtKind::expr, command);
  run.exprs.push_back(in_function_ ? printed(command) : tested(command));
  out.push_back(std::move(run));
}

/// unset X: from now on it is empty.
bool Lowering::lower_unset(const ShellCommand& command, Stmts& out) {
  if (word_at(command.words, 0) != "unset")
    return false;
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    ShellAssign none;
    none.name = word_at(command.words, i);
    if (!none.name.empty() && none.name[0] != '-')
      lower_assigns({none}, out);
  }
  return true;
}

/// export X=1, local X=$(f), readonly, declare: each word with "=" is an
/// assignment.
bool Lowering::lower_declaration(const ShellCommand& command, Stmts& out) {
  static constexpr std::array<std::string_view, 5> kWords = {
      "export", "local", "readonly", "declare", "typeset"};
  std::string name =
      command.words.empty() ? "" : command.words[0].literal().value_or("");
  if (std::ranges::find(kWords, name) == kWords.end())
    return false;
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    ShellWord word = command.words[i];
    if (word.pieces.empty() || word.pieces[0].kind != ShellPiece::Kind::text)
      continue;
    std::string& head = word.pieces[0].text;
    std::size_t sign = head.find('=');
    if (sign == std::string::npos || head.starts_with("-"))
      continue;
    ShellAssign assign;
    assign.name = head.substr(0, sign);
    head.erase(0, sign + 1);
    assign.words.push_back(std::move(word));
    lower_assigns({assign}, out);
  }
  return true;
}

bool Lowering::lower_jump(const ShellCommand& command, Stmts& out) {
  std::string name =
      command.words.empty() ? "" : command.words[0].literal().value_or("");
  if (name == "return" || (name == "exit" && !in_function_)) {
    Stmt leave = stmt(StmtKind::leave, command);
    leave.text = "return";
    out.push_back(std::move(leave));
    return true;
  }
  if (name != "break" && name != "continue" && name != "exit")
    return false;
  Stmt jump = stmt(StmtKind::jump, command);
  jump.text = name == "exit" ? "throw" : name;
  out.push_back(std::move(jump));
  return true;
}

/// Stages that are more than simple commands run one after the other.
void Lowering::lower_pipeline(const ShellCommand& command, Stmts& out) {
  if (!std::ranges::all_of(command.blocks, is_plain)) {
    for (const Commands& stage : command.blocks)
      lower(stage[0], out);
    return;
  }
  Stmt run = stmt(StmtKind::expr, command);
  run.exprs.push_back(piped(command));
  out.push_back(std::move(run));
}

/// a && b: if (a) b. a || b: if (a) {} else b.
void Lowering::lower_either(const ShellCommand& command, Stmts& out) {
  Stmts before;
  Stmt branch = stmt(StmtKind::branch, command);
  Expr left = condition(command.blocks[0], before);
  std::ranges::move(before, std::back_inserter(out));
  branch.exprs.push_back(std::move(left));
  branch.blocks.resize(2);
  branch.blocks[command.kind == Kind::both ? 0 : 1] =
      lower_block(command.blocks[1]);
  out.push_back(std::move(branch));
}

void Lowering::lower_branch(const ShellCommand& command, Stmts& out) {
  Stmt branch = stmt(StmtKind::branch, command);
  Expr test = condition(command.blocks[0], out);
  branch.exprs.push_back(std::move(test));
  branch.blocks.push_back(lower_block(command.blocks[1]));
  branch.blocks.push_back(lower_block(command.blocks[2]));
  out.push_back(std::move(branch));
}

void Lowering::lower_loop(const ShellCommand& command, Stmts& out) {
  Stmt loop = stmt(StmtKind::loop, command);
  Stmts before;
  if (command.words.empty()) {
    loop.text = "while";
    Expr test = condition(command.blocks[0], before);
    std::ranges::move(before, std::back_inserter(out));
    loop.exprs.push_back(std::move(test));
  } else {
    loop.text = "range";
    loop.text2 = command.words[0].literal().value_or("");
    std::vector<ShellWord> items(command.words.begin() + 1,
                                 command.words.end());
    loop.exprs.push_back(words(items, command.words[0]));
  }
  loop.blocks.push_back(lower_block(command.blocks[1]));
  out.push_back(std::move(loop));
}

void Lowering::lower_choose(const ShellCommand& command, Stmts& out) {
  Stmt choose = stmt(StmtKind::choose, command);
  choose.exprs.push_back(value(command.words[0]));
  for (std::size_t i = 0; i < command.blocks.size(); ++i) {
    Expr label = value(command.words[i + 1]);
    if (label.text == "*" && label.kind == ExprKind::str)
      label = expr(ExprKind::null, "", command.words[i + 1]);
    choose.exprs.push_back(std::move(label));
    choose.blocks.push_back(lower_block(command.blocks[i]));
  }
  out.push_back(std::move(choose));
}

/// A block whose value is what its last command prints.
Lowering::Stmts Lowering::lower_output(const Commands& commands) {
  bool chained = !commands.empty() && (commands.back().kind == Kind::both ||
                                       commands.back().kind == Kind::either);
  if (!chained) {
    Stmts out = lower_block(commands);
    return_last(out);
    return out;
  }
  Stmts out = lower_block({commands.begin(), commands.end() - 1});
  lower_chain(commands.back(), out);
  Stmt nothing = stmt(StmtKind::leave, commands.back());
  nothing.text = "return";
  nothing.exprs.push_back(
      expr(ExprKind::str, "", commands.back().line, commands.back().column));
  out.push_back(std::move(nothing));
  return out;
}

/// $(a || b): out = a; if (out) return out; out = b; ...
void Lowering::lower_chain(const ShellCommand& command, Stmts& out) {
  switch (command.kind) {
  case Kind::either:
    lower_chain(command.blocks[0].back(), out);
    return lower_chain(command.blocks[1].back(), out);
  case Kind::both: {
    Stmt branch = stmt(StmtKind::branch, command);
    branch.exprs.push_back(condition(command.blocks[0], out));
    branch.blocks.resize(2);
    lower_chain(command.blocks[1].back(), branch.blocks[0]);
    out.push_back(std::move(branch));
    return;
  }
  case Kind::simple:
    lower_assigns(command.assigns, out);
    if (!command.words.empty() && !lower_declaration(command, out) &&
        !lower_jump(command, out))
      lower_printed(command, printed(command), out);
    return;
  case Kind::pipeline: {
    ShellWord at;
    at.line = command.line;
    at.column = command.column;
    return lower_printed(command, printed({command}, at, /*quoted=*/true), out);
  }
  default:
    return lower(command, out);
  }
}

/// Returns what a command prints, if it succeeds.
void Lowering::lower_printed(const ShellCommand& command, Expr text,
                             Stmts& out) {
  Expr held = expr(ExprKind::var, "(out)", command.line, command.column);
  Stmt set = stmt(StmtKind::assign, command);
  set.text = "=";
  set.exprs = {held, std::move(text)};
  Stmt leave = stmt(StmtKind::leave, command);
  leave.text = "return";
  leave.exprs = {held};
  Stmt branch = stmt(StmtKind::branch, command);
  branch.exprs = {std::move(held)};
  branch.blocks = {{std::move(leave)}, {}};
  out.push_back(std::move(set));
  out.push_back(std::move(branch));
}

void Lowering::lower_function(const ShellCommand& command) {
  add_function(command.words[0].literal().value_or(""), command,
               command.blocks[0]);
}

void Lowering::add_function(std::string name, const ShellCommand& at,
                            const Commands& body) {
  bool outer = std::exchange(in_function_, true);
  ir::Function function;
  function.name = std::move(name);
  function.parent = place_.function;
  function.loc = {place_.file, at.line, at.column};
  function.local = true;
  function.has_body = true;
  for (int i = 1; i <= 9; ++i)
    function.params.push_back({std::to_string(i), "", {}});
  function.body = lower_output(body);
  in_function_ = outer;
  code_.functions.push_back(std::move(function));
}

} // namespace shell
} // namespace imds::analyzer
