// SPDX-License-Identifier: Apache-2.0
//
// Operands. Casts are dropped: (T)x is x. Without knowing names (a)(b) could
// be a cast or a call; it is a cast only if `a` cannot be a value: a builtin,
// a pointer type, struct x, or a name that ends in _t.
//
// Literals that stand side by side, with macros between them, are one text:
//   HOST "/latest/" PRIu64    HOST + "/latest/" + PRIu64
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/literal.h"
#include "analyzer/lexical/reader.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::lexical {

using ir::ExprKind;

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

bool begins_statement(std::string_view word) {
  return word == "return" || word == "if" || word == "for" || word == "while" ||
         word == "do" || word == "switch" || word == "case" ||
         word == "default" || word == "break" || word == "continue" ||
         word == "goto" || word == "else" || word == "try" || word == "catch" ||
         word == "co_return";
}

bool is_value_start(const Token& token) {
  return token.kind == TokenKind::name || token.kind == TokenKind::number ||
         token.kind == TokenKind::string || token.kind == TokenKind::character;
}

bool is_named_cast(std::string_view word) {
  return word == "static_cast" || word == "const_cast" ||
         word == "reinterpret_cast" || word == "dynamic_cast";
}

} // namespace

ir::Expr Reader::read_primary() {
  while (cursor_.peek().kind >= TokenKind::if_begin)
    cursor_.skip();
  const Token& token = cursor_.peek();
  switch (token.kind) {
  case TokenKind::string:
    return read_literals();
  case TokenKind::number:
    return read_number();
  case TokenKind::character: {
    Expr made = make(ExprKind::integer, "", loc());
    std::string bytes = literal_bytes(token.text);
    made.value = bytes.empty() ? 0 : static_cast<unsigned char>(bytes[0]);
    made.type = ir::kCharacter;
    cursor_.skip();
    return made;
  }
  case TokenKind::name:
    return is_reserved(token.text) ? read_keyword_value() : read_name();
  default:
    break;
  }
  if (token.single == '(')
    return read_parenthesis();
  if (token.single == '{')
    return read_braces("");
  if (token.single == '[' && at_lambda())
    return read_lambda();
  if (token.text == "::")
    return read_name();
  bool closes = cursor_.is(';') || cursor_.is(',') || cursor_.is(')') ||
                cursor_.is('}') || cursor_.is(']') || cursor_.is(':');
  return skip_to_unknown(cursor_.here() + (closes ? 0 : 1));
}

ir::Expr Reader::skip_to_unknown(std::size_t end) {
  Expr made = make(ExprKind::unknown, "", loc());
  cursor_.go(end);
  return made;
}

ir::Expr Reader::read_number() {
  const Token& token = cursor_.peek();
  std::optional<std::int64_t> value = integer_value(token.text);
  Expr made = make(value ? ExprKind::integer : ExprKind::unknown, "", loc());
  made.value = value.value_or(0);
  cursor_.skip();
  return made;
}

ir::Expr Reader::read_literal() {
  Expr made = make(ExprKind::str, literal_bytes(cursor_.peek().text), loc());
  cursor_.skip();
  return made;
}

/// "a" MACRO "b" #x: literals join, the rest is added.
ir::Expr Reader::read_literals() {
  Expr left = read_literal();
  for (int links = 0; links < kMaxChain; ++links) {
    const Token& next = cursor_.peek();
    if (next.kind == TokenKind::string) {
      Expr right = read_literal();
      bool flat = left.kind == ExprKind::str;
      Expr& last = flat ? left : left.args.back();
      if (last.kind == ExprKind::str) {
        last.text += right.text;
        continue;
      }
      Expr sum = make(ExprKind::binary, "+", left.loc);
      sum.args.push_back(std::move(left));
      sum.args.push_back(std::move(right));
      left = std::move(sum);
      continue;
    }
    bool stringized = next.single == '#';
    bool macro = next.kind == TokenKind::name && !is_reserved(next.text) &&
                 !is_specifier(next.text) && next.text != "and" &&
                 next.text != "or";
    if (!macro && !stringized)
      break;
    if (stringized)
      cursor_.skip();
    Expr sum = make(ExprKind::binary, "+", left.loc);
    Expr right = cursor_.done() ? Expr() : read_postfix(read_name());
    sum.args.push_back(std::move(left));
    sum.args.push_back(std::move(right));
    left = std::move(sum);
  }
  return left;
}

ir::Expr Reader::read_name() {
  std::size_t begin = cursor_.here();
  std::size_t end = name_end(begin, /*strict=*/true);
  if (end == kNone) { // const T{...}, struct x: a type where a value is.
    std::size_t type = type_end(begin, /*strict=*/true);
    return skip_to_unknown(std::max(begin + 1, type == kNone ? 0 : type));
  }
  bool arguments = cursor_.at(end - 1).single == '>';
  const Token& next = cursor_.at(end);
  bool used = next.single == '(' || next.single == '{' || next.text == "::";
  if (arguments && !used && next.kind != TokenKind::end && next.single != ')' &&
      next.single != ',' && next.single != ';') {
    end = begin + 1; // It was a < b after all.
    while (cursor_.at(end).text == "::" && is_plain_name(end + 1))
      end += 2;
  }
  cursor_.go(end);
  return read_named(name_text(begin, end), begin, end);
}

/// The name that ends here, with what may follow a name but not a value.
ir::Expr Reader::read_named(std::string name, std::size_t begin,
                            std::size_t end) {
  ir::Loc at = loc(cursor_.at(begin));
  if (name == "NULL")
    return make(ExprKind::null, "", at);
  if (cursor_.is('{')) {
    std::size_t close = std::min(cursor_.close_of(end), end + 200);
    bool block = false;
    for (std::size_t i = end; i < close && !block; ++i)
      block = cursor_.at(i).single == ';';
    if (!block) {
      Expr list = read_braces(type_text(begin, end));
      list.kind = list.names.empty() ? ExprKind::construct : list.kind;
      list.loc = at;
      return list;
    }
  }
  const std::string* local = locals_.find(name);
  Expr made = make(local ? ExprKind::var : ExprKind::global,
                   local ? *local : std::move(name), at);
  bool arguments = end > begin && cursor_.at(end - 1).single == '>';
  if (arguments)
    made.type = type_text(begin, end);
  if (cursor_.peek().kind != TokenKind::string || depth_ >= kMaxDepth)
    return made;
  Expr sum = make(ExprKind::binary, "+", at);
  ++depth_;
  Expr rest = read_literals();
  --depth_;
  sum.args.push_back(std::move(made));
  sum.args.push_back(std::move(rest));
  return sum;
}

ir::Expr Reader::read_parenthesis() {
  Expr made = make(ExprKind::unknown, "", loc());
  if (cursor_.peek(1).single == '{') { // ({ ... })
    Stmts lost;
    cursor_.inside([&] { lost = read_block(); });
    for (ir::Stmt& s : lost)
      std::ranges::move(s.exprs, std::back_inserter(made.args));
    return made;
  }
  bool fold = cursor_.peek(1).text == "..."; // (... && x)
  cursor_.inside([&] {
    if (fold)
      cursor_.go(cursor_.here() + 2);
    made = read_expression();
    cursor_.take("...");
    while (!cursor_.done()) { // What is left over keeps its literals.
      std::size_t before = cursor_.here();
      Expr all = make(ExprKind::unknown, "", made.loc);
      Expr more = read_expression();
      all.args.push_back(std::move(made));
      all.args.push_back(std::move(more));
      made = std::move(all);
      if (cursor_.here() == before)
        cursor_.skip();
      if (made.args.size() > 1 && depth_ >= kMaxDepth)
        cursor_.go(cursor_.limit());
    }
  });
  return made;
}

/// At "(": does it hold a type that the next operand is cast to?
bool Reader::at_cast() const {
  std::size_t open = cursor_.here();
  std::size_t close = cursor_.close_of(open);
  std::size_t end = type_end(open + 1, /*strict=*/true);
  if (end == kNone || end != close)
    return false;
  const Token& first = cursor_.at(open + 1);
  const Token& last = cursor_.at(close - 1);
  const Token& next = cursor_.at(close + 1);
  bool type_only = is_builtin_type(first.text) || is_specifier(first.text) ||
                   first.text == "enum" || first.text == "union" ||
                   last.single == '*' || last.text.ends_with("_t");
  if (next.single == '{')
    return true;
  if (is_value_start(next)) {
    bool word = next.text == "and" || next.text == "or";
    bool pasted = next.kind == TokenKind::string &&
                  looks_like_macro(first.text) && !type_only;
    return !word && !pasted &&
           (next.kind != TokenKind::name || !is_specifier(next.text));
  }
  bool operand = next.single == '(' || next.single == '*' ||
                 next.single == '&' || next.single == '-' ||
                 next.single == '~' || next.single == '!' ||
                 next.single == '+' || next.single == '[' || next.text == "::";
  return operand && type_only;
}

ir::Expr Reader::read_keyword_value() {
  std::string_view word = cursor_.peek().text;
  ir::Loc at = loc();
  if (begins_statement(word))
    return make(ExprKind::unknown, "", at);
  if (is_named_cast(word))
    return read_named_cast();
  if (word == "new")
    return read_new();
  cursor_.skip();
  if (word == "this") // C: a name like any other
    return plain_c_ ? make(ExprKind::var, "this", at)
                    : make(ExprKind::self, "", at);
  if (word == "nullptr")
    return make(ExprKind::null, "", at);
  if (word == "true" || word == "false") {
    Expr made = make(ExprKind::integer, std::string(word), at);
    made.value = word == "true" ? 1 : 0;
    return made;
  }
  if (word == "delete") {
    if (cursor_.is('['))
      cursor_.skip_nested();
    Expr made = make(ExprKind::unary, "delete", at);
    made.args.push_back(read_unary());
    return made;
  }
  if (cursor_.is('(')) // sizeof(x), typeid(x) ...: nothing of x is used.
    cursor_.skip_nested();
  else if (word == "sizeof")
    read_unary();
  return make(ExprKind::unknown, std::string(word), at);
}

/// static_cast<T>(x) is x.
ir::Expr Reader::read_named_cast() {
  cursor_.skip();
  if (cursor_.is('<')) {
    std::size_t end = template_end(cursor_.here(), /*strict=*/false);
    cursor_.go(end == kNone ? cursor_.here() + 1 : end);
  }
  return cursor_.is('(') ? read_parenthesis()
                         : make(ExprKind::unknown, "", loc());
}

/// new T(args), new T[n], new (place) T
ir::Expr Reader::read_new() {
  Expr made = make(ExprKind::construct, "", loc());
  cursor_.skip();
  if (cursor_.is('('))
    cursor_.skip_nested();
  std::size_t begin = cursor_.here();
  std::size_t end = type_end(begin, /*strict=*/true);
  if (end == kNone)
    return made;
  made.text = type_text(begin, end);
  cursor_.go(end);
  while (cursor_.is('['))
    cursor_.skip_nested();
  if (cursor_.is('('))
    cursor_.inside([&] { read_list(made.args); });
  else if (cursor_.is('{'))
    made.args = std::move(read_braces("").args);
  return made;
}

/// .name =, [index] =, name: before an element; true where there was one.
bool Reader::read_designator(Expr& list) {
  std::string name;
  std::size_t start = cursor_.here();
  for (;;) {
    if (cursor_.is('.') && is_plain_name(cursor_.here() + 1)) {
      name = cursor_.peek(1).text;
      cursor_.go(cursor_.here() + 2);
    } else if (cursor_.is('[') && !at_lambda()) {
      cursor_.skip_nested();
    } else {
      break;
    }
  }
  bool old = cursor_.here() == start && is_plain_name(start) &&
             cursor_.peek(1).single == ':';
  if (old) {
    name = cursor_.peek().text;
    cursor_.go(start + 2);
  }
  if (cursor_.here() == start)
    return false;
  cursor_.take('=');
  list.names.resize(list.args.size());
  list.names.push_back(std::move(name));
  return true;
}

/// { a, .b = c, { d } }
ir::Expr Reader::read_braces(const std::string& type) {
  Expr list = make(ExprKind::init_list, type, loc());
  if (depth_ >= kMaxDepth)
    return cursor_.skip_nested(), list;
  ++depth_;
  cursor_.inside([&] {
    while (!cursor_.done()) {
      std::size_t before = cursor_.here();
      if (cursor_.peek().kind >= TokenKind::if_begin || cursor_.is(',')) {
        cursor_.skip();
        continue;
      }
      read_designator(list);
      list.args.push_back(read_assignment());
      cursor_.take("...");
      if (cursor_.here() == before)
        cursor_.skip();
    }
  });
  --depth_;
  if (!list.names.empty())
    list.names.resize(list.args.size());
  return list;
}

} // namespace imds::analyzer::lexical
