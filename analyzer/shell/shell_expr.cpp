// SPDX-License-Identifier: Apache-2.0
//
// Values of shell words. The convention is in shell_ir.h.
//
// Tested by shell_ir_test.cpp.
#include "analyzer/shell/lower.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer {

std::string hole_name(std::size_t number) {
  return "hole:" + std::to_string(number);
}

namespace shell {

using ir::Expr;
using ir::ExprKind;
using Piece = ShellPiece::Kind;

Expr Lowering::expr(ExprKind kind, std::string text, int line,
                    int column) const {
  Expr made;
  made.kind = kind;
  made.text = std::move(text);
  made.loc = {place_.file, line, column};
  return made;
}

/// Pieces are joined from the left: ((a + b) + c).
Expr Lowering::value(const ShellWord& word) {
  Expr all;
  bool first = true;
  for (const ShellPiece& piece : word.pieces) {
    bool empty = piece.kind == Piece::text && piece.text.empty();
    if (empty && word.pieces.size() > 1)
      continue;
    Expr part = value(piece, word);
    if (first) {
      all = std::move(part);
      first = false;
      continue;
    }
    bool joins = all.kind == ExprKind::str && part.kind == ExprKind::str;
    if (joins) {
      all.text += part.text;
      continue;
    }
    Expr sum = expr(ExprKind::binary, "+", word);
    if (all.type == "words" || part.type == "words")
      sum.type = "words";
    sum.args = {std::move(all), std::move(part)};
    all = std::move(sum);
  }
  return first ? expr(ExprKind::str, "", word) : all;
}

Expr Lowering::value(const ShellPiece& piece, const ShellWord& at) {
  switch (piece.kind) {
  case Piece::text:
    return expr(ExprKind::str, piece.text, at);
  case Piece::variable:
    return variable(piece, at);
  case Piece::hole:
    return expr(ExprKind::var, hole_name(piece.number), at);
  case Piece::command:
    return printed(piece.commands, at, piece.quoted);
  case Piece::other:
    break;
  }
  return expr(ExprKind::unknown, piece.text, at);
}

Expr Lowering::variable(const ShellPiece& piece, const ShellWord& at) {
  Expr plain = expr(ExprKind::var, piece.text, at);
  if (!piece.quoted || piece.text == "@")
    plain.type = "words";
  bool choice = !piece.op.empty() &&
                std::string_view("-=+?").find(piece.op.back()) !=
                    std::string_view::npos &&
                piece.op.size() <= 2;
  if (piece.op.empty() || piece.op.ends_with('?'))
    return plain;
  if (choice)
    return alternative(piece, at, std::move(plain));
  Expr cut = expr(ExprKind::call, "cut", at);
  cut.type = plain.type;
  cut.args.push_back(std::move(plain));
  return cut;
}

/// ${X:-a}: X ? X : a. ${X:+a}: X ? a : "".
Expr Lowering::alternative(const ShellPiece& piece, const ShellWord& at,
                           Expr plain) {
  Expr choice = expr(ExprKind::conditional, "", at);
  choice.type = plain.type;
  bool split = plain.type == "words";
  Expr other = split                   ? words(piece.operand, at)
               : piece.operand.empty() ? expr(ExprKind::str, "", at)
                                       : value(piece.operand.front());
  Expr none = expr(split ? ExprKind::init_list : ExprKind::str, "", at);
  if (piece.op.ends_with('+'))
    choice.args = {std::move(plain), std::move(other), std::move(none)};
  else
    choice.args = {plain, plain, std::move(other)};
  return choice;
}

Expr Lowering::words(const std::vector<ShellWord>& list, const ShellWord& at) {
  Expr all = expr(ExprKind::init_list, "", at);
  for (const ShellWord& word : list)
    all.args.push_back(value(word));
  return all;
}

Expr Lowering::assigned(const ShellAssign& assign) {
  if (assign.array)
    return words(assign.words, {});
  Expr made = assign.words.empty() ? Expr() : value(assign.words.front());
  made.type.clear(); // An assignment does not split.
  return made;
}

Expr Lowering::redirect(const ShellRedirect& redirect) {
  Expr made = expr(ExprKind::init_list, redirect.op, redirect.target);
  made.type = "redirect";
  made.args.push_back(value(redirect.target));
  return made;
}

/// The call of a simple command.
Expr Lowering::called(const ShellCommand& command) {
  std::vector<ShellWord> words = without_prefix(command.words);
  std::string name = words.empty() ? "" : words.front().literal().value_or("");
  bool own = known_.contains(name);
  if (own)
    called_.insert(name);
  Expr call =
      expr(ExprKind::call, own ? name : "shell", command.line, command.column);
  for (std::size_t i = own ? 1 : 0; i < words.size(); ++i)
    call.args.push_back(value(words[i]));
  for (const ShellRedirect& r : command.redirects)
    call.args.push_back(redirect(r));
  return call;
}

/// What a simple command prints: the text of echo, else the call.
Expr Lowering::printed(const ShellCommand& command) {
  std::string name =
      command.words.empty() ? "" : command.words[0].literal().value_or("");
  bool to_file = !command.redirects.empty();
  if (name == "true" || name == "false" || name == ":")
    return expr(ExprKind::str, "", command.line, command.column);
  if ((name != "echo" && name != "printf") || to_file)
    return called(command);
  Expr text = expr(ExprKind::str, "", command.line, command.column);
  for (std::size_t i = 1; i < command.words.size(); ++i) {
    const ShellWord& word = command.words[i];
    if (word.literal().value_or("").starts_with("-"))
      continue;
    Expr part = value(word);
    part.type.clear();
    if (text.text.empty() && text.kind == ExprKind::str) {
      text = std::move(part);
      continue;
    }
    Expr blank = expr(ExprKind::str, " ", word);
    Expr left = expr(ExprKind::binary, "+", word);
    left.args = {std::move(text), std::move(blank)};
    text = expr(ExprKind::binary, "+", word);
    text.args = {std::move(left), std::move(part)};
  }
  return text;
}

/// The value of $( ).
Expr Lowering::printed(const Commands& commands, const ShellWord& at,
                       bool quoted) {
  using Kind = ShellCommand::Kind;
  Expr made;
  bool single = commands.size() == 1 && commands[0].assigns.empty();
  bool plain_stages =
      single && commands[0].kind == Kind::pipeline &&
      std::ranges::all_of(commands[0].blocks, [](const Commands& stage) {
        return stage[0].kind == Kind::simple;
      });
  if (single && commands[0].kind == Kind::simple) {
    made = printed(commands[0]);
  } else if (plain_stages) {
    made = expr(ExprKind::call, "pipe", at);
    for (const Commands& stage : commands[0].blocks)
      made.args.push_back(printed(stage[0]));
  } else if (!commands.empty()) {
    std::string name = "$(" + std::to_string(at.line) + ":" +
                       std::to_string(at.column) + "." +
                       std::to_string(code_.functions.size()) + ")";
    add_function(name, commands.front(), commands);
    made = expr(ExprKind::call, name, at);
  }
  if (!quoted)
    made.type = "words";
  return made;
}

/// The last command decides; those before it are statements.
Expr Lowering::condition(const Commands& commands, Stmts& before) {
  for (std::size_t i = 0; i + 1 < commands.size(); ++i)
    lower(commands[i], before);
  return commands.empty() ? Expr() : condition(commands.back());
}

Expr Lowering::condition(const ShellCommand& command) {
  using Kind = ShellCommand::Kind;
  Expr made;
  if (command.kind == Kind::both || command.kind == Kind::either) {
    made = expr(ExprKind::binary, command.kind == Kind::both ? "&&" : "||",
                command.line, command.column);
    for (const Commands& side : command.blocks)
      made.args.push_back(condition(side[0]));
  } else if (command.kind == Kind::pipeline) {
    made = expr(ExprKind::call, "pipe", command.line, command.column);
    for (const Commands& stage : command.blocks)
      made.args.push_back(condition(stage[0]));
  } else if (command.kind == Kind::simple) {
    made = tested(command);
  } else {
    ShellWord at;
    at.line = command.line;
    at.column = command.column;
    made = printed(Commands{command}, at, /*quoted=*/true);
  }
  if (!command.negated)
    return made;
  Expr negation = expr(ExprKind::unary, "!", command.line, command.column);
  negation.args.push_back(std::move(made));
  return negation;
}

namespace {

bool is_test(const std::string& name) {
  return name == "[" || name == "[[" || name == "test";
}

} // namespace

/// [ -n X ], [ X = Y ], T=$(...), or the call of the command.
Expr Lowering::tested(const ShellCommand& command) {
  if (command.words.empty() && !command.assigns.empty()) {
    const ShellAssign& assign = command.assigns.back();
    Expr set = expr(ExprKind::binary, "=", command.line, command.column);
    set.args = {expr(ExprKind::var, assign.name, command.line, command.column),
                assigned(assign)};
    return set;
  }
  std::vector<ShellWord> words = command.words;
  std::string name = words.empty() ? "" : words[0].literal().value_or("");
  if (!is_test(name))
    return called(command);
  std::erase_if(words, [](const ShellWord& word) {
    std::string text = word.literal().value_or("");
    return text == "]" || text == "]]";
  });
  bool negated = words.size() > 1 && words[1].literal() == "!";
  if (negated)
    words.erase(words.begin() + 1);
  std::string second =
      words.size() > 2 ? words[words.size() == 4 ? 2 : 1].literal().value_or("")
                       : "";
  bool empty = words.size() == 3 && (second == "-n" || second == "-z");
  bool equal =
      words.size() == 4 && (second == "=" || second == "==" || second == "!=" ||
                            second == "-eq" || second == "-ne");
  if (words.size() == 2) // [ "$X" ] is [ -n "$X" ].
    return value(words[1]);
  if (!empty && !equal)
    return called(command);
  bool differs = second == "-n" || second == "!=" || second == "-ne";
  Expr compared =
      expr(ExprKind::binary, differs != negated ? "!=" : "==", command.line,
           command.column);
  Expr left = value(words[empty ? 2 : 1]);
  Expr right = empty ? expr(ExprKind::str, "", words[2]) : value(words[3]);
  left.type.clear();
  compared.args = {std::move(left), std::move(right)};
  return compared;
}

} // namespace shell
} // namespace imds::analyzer
