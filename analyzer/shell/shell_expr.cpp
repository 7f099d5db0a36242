// SPDX-License-Identifier: Apache-2.0
//
// Values of shell words. The convention is in shell_ir.h.
//
// Tested by shell_ir_test.cpp.
#include "analyzer/shell/lower.h"

#include <re2/re2.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

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

/// 'curl -H "X: '$T'"': its own blanks do not split it, and T has none.
bool keeps_blanks(const ShellWord& word) {
  return std::ranges::any_of(word.pieces, [](const ShellPiece& piece) {
    return piece.kind == Piece::text && piece.quoted &&
           piece.text.find(' ') != std::string::npos;
  });
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
  if (keeps_blanks(word))
    all.type.clear();
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

/// X=(a b); X+=(c) is a list of what X holds and c.
Expr Lowering::listed(const ShellAssign& assign) {
  Expr list =
      words(assign.words, assign.words.empty() ? ShellWord() : assign.words[0]);
  if (assign.append)
    list.args.insert(list.args.begin(), expr(ExprKind::var, assign.name,
                                             list.loc.line, list.loc.column));
  return list;
}

Expr Lowering::assigned(const ShellAssign& assign) {
  if (assign.array)
    return listed(assign);
  if (assign.words.empty()) // X=
    return expr(ExprKind::str, "", ShellWord());
  Expr made = value(assign.words.front());
  made.type.clear(); // An assignment does not split.
  return made;
}

Expr Lowering::redirect(const ShellRedirect& redirect) {
  Expr made = expr(ExprKind::init_list, redirect.op, redirect.target);
  made.type = "redirect";
  const bool copied = redirect.op == ">&" || redirect.op == "<&";
  made.args.push_back(copied && names_connection(redirect.target)
                          ? expr(ExprKind::var,
                                 "&" + redirect.target.literal().value_or(""),
                                 redirect.target)
                          : value(redirect.target));
  return made;
}

/// "lib.sh" of . "$DIR/lib.sh"; "" for another command.
std::string sourced_by(const std::vector<ShellWord>& words) {
  const std::string name =
      words.size() < 2 ? "" : words[0].literal().value_or("");
  if ((name != "." && name != "source") || words[1].pieces.empty() ||
      words[1].pieces.back().kind != Piece::text)
    return "";
  const std::string& path = words[1].pieces.back().text;
  return path.substr(path.rfind('/') + 1);
}

/// The call of a simple command.
Expr Lowering::called(const ShellCommand& command) {
  if (std::optional<Expr> call = written(command))
    return *std::move(call);
  std::vector<ShellWord> words = without_prefix(command.words);
  if (std::string script = sourced_by(words); place_.sourced.contains(script))
    return expr(ExprKind::call, script, command.line, command.column);
  std::string name = words.empty() ? "" : words.front().literal().value_or("");
  bool own = known_.contains(name) || place_.sourced.contains(name);
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
  } else if (command.kind == Kind::pipeline && feeds_sender(command)) {
    made = piped(command);
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

bool is_arithmetic(const ShellCommand& command) {
  return command.words.size() == 1 && command.words[0].pieces.size() == 1 &&
         command.words[0].pieces[0].kind == Piece::other &&
         command.words[0].pieces[0].text.starts_with("((");
}

bool is_test(const std::string& name) {
  return name == "[" || name == "[[" || name == "test";
}

/// The last word that joins two tests, the end for none. What stands right
/// behind the bracket is compared, whatever it is.
std::vector<ShellWord>::const_iterator
joint(const std::vector<ShellWord>& words, std::string_view sign,
      std::string_view letter) {
  auto found = words.end();
  for (auto at = words.begin() + 1; at < words.end() - 1; ++at) {
    std::string text = at->literal().value_or("");
    if ((text == sign || text == letter) && at != words.begin() + 1)
      found = at;
  }
  return found;
}

} // namespace

/// Whether a length that is compared so is 0 (true), or is not (false).
static std::optional<bool> is_none(std::string_view op, std::string_view than) {
  static const std::set<std::pair<std::string_view, std::string_view>> kNone{
      {"-eq", "0"}, {"==", "0"},  {"=", "0"}, {"-lt", "1"},
      {"<", "1"},   {"-le", "0"}, {"<=", "0"}},
      kSome{{"-ne", "0"}, {"!=", "0"}, {"-gt", "0"}, {">", "0"},
            {"-ge", "1"}, {">=", "1"}, {"", ""}};
  if (kNone.contains({op, than}))
    return true;
  return kSome.contains({op, than}) ? std::optional(false) : std::nullopt;
}

/// X == "", or X != "".
Expr Lowering::measured(const std::string& name, bool none,
                        const ShellWord& at) {
  Expr made = expr(ExprKind::binary, none ? "==" : "!=", at);
  made.args = {expr(ExprKind::var, name, at), expr(ExprKind::str, "", at)};
  return made;
}

/// (( V )) and (( V == 1 )) ask for V, (( ${#V} > 0 )) whether it is empty;
/// (( 1 )) holds; of others only their text is a name.
Expr Lowering::calculated(const ShellCommand& command) {
  static const RE2 kLength(
      R"(\(\(\s*\$\{#(\w+)\}\s*(?:(==|!=|[<>]=?)\s*(\d+)\s*)?\)\))");
  static const RE2 kAsked(
      R"(\(\(\s*(?:\$\{?)?([A-Za-z_]\w*)\}?\s*(?:(==|!=)\s*(\d+)\s*)?\)\))");
  static const RE2 kConstant(R"(\(\(\s*(\d{1,9})\s*\)\))");
  const std::string& text = command.words[0].pieces[0].text;
  std::string name, op, constant;
  int number = 0;
  if (RE2::FullMatch(text, kConstant, &number)) {
    Expr made = expr(ExprKind::integer, "", command.words[0]);
    made.value = number;
    return made;
  }
  if (RE2::FullMatch(text, kLength, &name, &op, &constant))
    if (const auto none = is_none(op, constant))
      return measured(name, *none, command.words[0]);
  if (!RE2::FullMatch(text, kAsked, &name, &op, &constant))
    return expr(ExprKind::var, text, command.words[0]);
  Expr made = expr(ExprKind::binary, op.empty() ? "!=" : op, command.words[0]);
  made.args = {
      expr(ExprKind::var, name, command.words[0]),
      expr(ExprKind::str, op.empty() ? "0" : constant, command.words[0])};
  return made;
}

/// [[ A || B ]] and [ A -a B ], without the closing bracket.
Expr Lowering::tests(const ShellCommand& test) {
  const std::vector<ShellWord>& words = test.words;
  const bool either = joint(words, "||", "-o") != words.end();
  const auto at = either ? joint(words, "||", "-o") : joint(words, "&&", "-a");
  if (at == words.end())
    return compared(test);
  ShellCommand left = test, right = test;
  left.words.assign(words.begin(), at);
  right.words.assign(at, words.end());
  right.words[0] = words[0];
  Expr both =
      expr(ExprKind::binary, either ? "||" : "&&", test.line, test.column);
  both.args = {tests(left), tests(right)};
  return both;
}

/// [ -n X ], [ X = Y ], T=$(...), or the call of the command.
Expr Lowering::tested(const ShellCommand& command) {
  if (command.words.empty() && !command.assigns.empty()) {
    const ShellAssign& assign = command.assigns.back();
    Expr set = expr(ExprKind::binary, "=", command.line, command.column);
    set.args = {expr(ExprKind::var, assign.name, command.line, command.column),
                assigned(assign)};
    return set;
  }
  if (is_arithmetic(command))
    return calculated(command);
  ShellCommand test = command;
  std::string name =
      test.words.empty() ? "" : test.words[0].literal().value_or("");
  if (!is_test(name))
    return called(command);
  std::erase_if(test.words, [](const ShellWord& word) {
    std::string text = word.literal().value_or("");
    return text == "]" || text == "]]";
  });
  return tests(test);
}

/// = and -ge as the operators of expressions; "": of no comparison.
static std::string operator_of(const std::string& word) {
  static const std::map<std::string, std::string> operators{
      {"=", "=="},  {"==", "=="},  {"!=", "!="}, {"-eq", "=="}, {"-ne", "!="},
      {"-lt", "<"}, {"-le", "<="}, {"-gt", ">"}, {"-ge", ">="}};
  const auto at = operators.find(word);
  return at == operators.end() ? "" : at->second;
}

/// [ $? -eq 0 ] compares numbers, [ "$X" = 0 ] texts.
static Expr number_or_text(Expr right, const std::string& word) {
  int number = 0;
  if (right.kind != ExprKind::str || !word.starts_with('-') ||
      !RE2::FullMatch(right.text, R"((\d{1,9}))", &number))
    return right;
  right.kind = ExprKind::integer;
  right.value = number;
  right.text.clear();
  return right;
}

static bool is_length(const ShellWord& word) {
  return word.pieces.size() == 1 && word.pieces[0].op == "#" &&
         word.pieces[0].kind == Piece::variable;
}

/// [ "x$X" = x ] is [ "$X" = "" ].
static void drop_guard(ShellWord& left, ShellWord& right) {
  const std::string than = right.literal().value_or("");
  if (than.empty() || left.pieces.size() < 2 ||
      left.pieces[0].kind != Piece::text ||
      left.pieces[0].text != than.substr(0, 1))
    return;
  left.pieces.erase(left.pieces.begin());
  ShellPiece rest = right.pieces[0];
  rest.text = than.substr(1);
  right.pieces = {std::move(rest)};
}

/// What a test makes of ${X+set} is one word, or none, which is as good as "".
Expr Lowering::operand(ShellWord word) {
  for (ShellPiece& piece : word.pieces)
    piece.quoted = true;
  return value(word);
}

/// One test: [ -n X ], [ X = Y ], or the call of the command.
Expr Lowering::compared(const ShellCommand& command) {
  std::vector<ShellWord> words = command.words;
  if (words.size() > 1 && words[1].literal() == "!") {
    ShellCommand rest = command;
    rest.words.erase(rest.words.begin() + 1);
    Expr opposite = expr(ExprKind::unary, "!", command.line, command.column);
    opposite.args.push_back(compared(rest));
    return opposite;
  }
  if (words.size() == 2) // [ "$X" ] is [ -n "$X" ].
    return operand(words[1]);
  auto two = [&](const std::string& op, Expr left, Expr right) {
    Expr made = expr(ExprKind::binary, op, command.line, command.column);
    left.type.clear();
    made.args = {std::move(left), std::move(right)};
    return made;
  };
  const std::string asked =
      words.size() > 2 ? words[words.size() - 2].literal().value_or("") : "";
  if (words.size() == 3 && (asked == "-n" || asked == "-z"))
    return two(asked == "-n" ? "!=" : "==", operand(words[2]),
               expr(ExprKind::str, "", words[2]));
  const std::string op = words.size() == 4 ? operator_of(asked) : "";
  if (op.empty())
    return called(command);
  if (is_length(words[1]))
    if (const auto none = is_none(asked, words[3].literal().value_or("")))
      return measured(words[1].pieces[0].text, *none, words[1]);
  drop_guard(words[1], words[3]);
  return two(op, operand(words[1]), number_or_text(operand(words[3]), asked));
}

} // namespace shell
} // namespace imds::analyzer
