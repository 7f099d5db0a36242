// SPDX-License-Identifier: Apache-2.0
//
// Operators, by precedence climbing. ">" comes as single tokens, so >> and >=
// are put together here, where no template can be meant.
#include "analyzer/lexical/reader.h"

#include <array>
#include <utility>

namespace imds::analyzer::lexical {

using ir::ExprKind;

namespace {

struct Precedence {
  std::string_view text;
  std::string_view sign; // how ir spells it
  int level;
};

constexpr std::array<Precedence, 24> kBinary = {{
    {"||", "||", 3}, {"or", "||", 3},   {"&&", "&&", 4},    {"and", "&&", 4},
    {"|", "|", 5},   {"^", "^", 6},     {"&", "&", 7},      {"==", "==", 8},
    {"!=", "!=", 8}, {"<", "<", 9},     {"<=", "<=", 9},    {">", ">", 9},
    {">=", ">=", 9}, {"<=>", "<=>", 9}, {"<<", "<<", 11},   {">>", ">>", 11},
    {"+", "+", 12},  {"-", "-", 12},    {"*", "*", 13},     {"/", "/", 13},
    {"%", "%", 13},  {".*", ".*", 14},  {"->*", "->*", 14}, {"not_eq", "!=", 8},
}};

bool touches(const Token& left, const Token& right) {
  return left.text.data() + left.text.size() == right.text.data();
}

} // namespace

Reader::Operator Reader::peek_operator() const {
  const Token& token = cursor_.peek();
  bool word = token.kind == TokenKind::name;
  if ((token.kind != TokenKind::sign && !word) ||
      (word && token.text.size() > 6))
    return {};
  std::string_view text = token.text;
  std::size_t tokens = 1;
  if (token.single == '>') {
    const Token& next = cursor_.peek(1);
    bool equal = next.single == '=' && touches(token, next);
    bool shift = next.single == '>' && touches(token, next);
    if (shift && cursor_.peek(2).single == '=' &&
        touches(next, cursor_.peek(2)))
      return {}; // >>=
    text = equal ? ">=" : shift ? ">>" : ">";
    tokens = equal || shift ? 2 : 1;
  }
  for (const Precedence& known : kBinary)
    if (known.text == text)
      return {known.sign, known.level, tokens};
  return {};
}

/// Tokens of the assignment operator here; 0 where there is none.
std::size_t Reader::assignment_length() const {
  const Token& token = cursor_.peek();
  if (token.kind != TokenKind::sign)
    return 0;
  if (token.single == '=')
    return 1;
  if (token.single == '>') // >>=
    return cursor_.peek(1).single == '>' && cursor_.peek(2).single == '=' ? 3
                                                                          : 0;
  bool compound = token.text.size() >= 2 && token.text.back() == '=' &&
                  token.text != "==" && token.text != "!=" &&
                  token.text != "<=";
  return compound ? 1 : 0;
}

ir::Expr Reader::read_expression() {
  Expr left = read_assignment();
  for (int links = 0; cursor_.is(',') && links < kMaxChain; ++links) {
    Expr both = make(ExprKind::binary, ",", left.loc);
    cursor_.skip();
    if (cursor_.done())
      break;
    Expr right = read_assignment();
    both.args.push_back(std::move(left));
    both.args.push_back(std::move(right));
    left = std::move(both);
  }
  return left;
}

ir::Expr Reader::read_assignment() {
  Expr left = read_conditional();
  std::size_t length = assignment_length();
  if (length == 0 || depth_ >= kMaxDepth)
    return left;
  std::string sign(length == 3 ? ">>=" : cursor_.peek().text);
  Expr made = make(ExprKind::binary, std::move(sign), left.loc);
  cursor_.go(cursor_.here() + length);
  ++depth_;
  Expr right = read_assignment();
  --depth_;
  made.args.push_back(std::move(left));
  made.args.push_back(std::move(right));
  return made;
}

ir::Expr Reader::read_conditional() {
  Expr test = read_binary(1);
  if (!cursor_.is('?') || depth_ >= kMaxDepth)
    return test;
  Expr made = make(ExprKind::conditional, "", test.loc);
  cursor_.skip();
  ++depth_;
  Expr then = cursor_.is(':') ? test : read_assignment(); // a ?: b
  cursor_.take(':');
  Expr otherwise = read_assignment();
  --depth_;
  made.args.reserve(3);
  made.args.push_back(std::move(test));
  made.args.push_back(std::move(then));
  made.args.push_back(std::move(otherwise));
  return made;
}

ir::Expr Reader::read_binary(int least) {
  Expr left = read_unary();
  for (int links = 0;; ++links) {
    Operator sign = peek_operator();
    if (sign.precedence < least || sign.precedence == 0)
      return left;
    cursor_.go(cursor_.here() + sign.tokens);
    Expr right = read_binary(sign.precedence + 1);
    if (links >= kMaxChain) {
      if (links == kMaxChain) {
        Expr flat = make(ExprKind::unknown, "", left.loc);
        flat.args.push_back(std::move(left));
        left = std::move(flat);
      }
      left.args.push_back(std::move(right));
      continue;
    }
    Expr made = make(ExprKind::binary, std::string(sign.text), left.loc);
    made.args.reserve(2);
    made.args.push_back(std::move(left));
    made.args.push_back(std::move(right));
    left = std::move(made);
  }
}

ir::Expr Reader::read_unary() {
  if (depth_ >= kMaxDepth)
    return skip_to_unknown(cursor_.here() + 1);
  ++depth_;
  Expr made = read_operand();
  --depth_;
  return made;
}

ir::Expr Reader::read_operand() {
  const Token& token = cursor_.peek();
  std::string_view text = token.text;
  bool sign =
      token.kind == TokenKind::sign &&
      (token.single == '!' || token.single == '-' || token.single == '+' ||
       token.single == '~' || token.single == '*' || token.single == '&' ||
       text == "++" || text == "--" || text == "&&");
  if (sign || text == "not") {
    Expr made =
        make(ExprKind::unary, text == "not" ? "!" : std::string(text), loc());
    cursor_.skip();
    Expr operand = read_unary();
    bool number =
        operand.kind == ExprKind::integer && (text == "-" || text == "+");
    if (number) {
      bool minus = text == "-";
      operand.value = minus ? static_cast<std::int64_t>(
                                  0 - static_cast<std::uint64_t>(operand.value))
                            : operand.value;
      return operand;
    }
    made.args.push_back(std::move(operand));
    return made;
  }
  if (text == "co_await" || text == "co_yield" || text == "throw" ||
      text == "__extension__") {
    cursor_.skip();
    return read_unary();
  }
  if (token.single == '(' && at_cast()) {
    cursor_.skip_nested();
    return read_unary();
  }
  return read_postfix(read_primary());
}

/// Arguments up to the end of the enclosing brackets.
void Reader::read_list(std::vector<Expr>& args) {
  while (!cursor_.done()) {
    std::size_t before = cursor_.here();
    if (cursor_.peek().kind >= TokenKind::if_begin || cursor_.is(',')) {
      cursor_.skip();
      continue;
    }
    args.push_back(read_assignment());
    cursor_.take("...");
    if (cursor_.here() == before)
      cursor_.skip();
  }
}

} // namespace imds::analyzer::lexical
