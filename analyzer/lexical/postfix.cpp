// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace imds::analyzer::lexical {

using ir::ExprKind;

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

/// Macros and functions that are their one argument.
bool is_transparent(std::string_view name) {
  static constexpr std::array<std::string_view, 11> kNames = {
      "_T",
      "TEXT",
      "_TEXT",
      "__TEXT",
      "OLESTR",
      "QStringLiteral",
      "QByteArrayLiteral",
      "QLatin1String",
      "std::move",
      "std::forward",
      "std::launder"};
  return std::ranges::find(kNames, name) != kNames.end();
}

/// make_unique<T>(...), makeShared<T>(...) and their kin make a T.
bool makes_object(std::string_view name) {
  std::size_t at = name.rfind("::");
  std::string last;
  for (char c : at == std::string_view::npos ? name : name.substr(at + 2))
    if (c != '_')
      last += static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  static constexpr std::array<std::string_view, 7> kNames = {
      "makeunique", "makeshared",     "makelwshared",  "makeintrusive",
      "makescoped", "makerefcounted", "allocateshared"};
  return std::ranges::find(kNames, last) != kNames.end();
}

/// The first template argument of "a<b, c>".
std::string first_argument(const std::string& type) {
  std::size_t open = type.find('<');
  if (open == std::string::npos)
    return {};
  int depth = 0;
  std::size_t end = open + 1;
  for (; end < type.size(); ++end) {
    char c = type[end];
    if (depth == 0 && (c == ',' || c == '>'))
      break;
    depth += c == '<' ? 1 : c == '>' ? -1 : 0;
  }
  return type.substr(open + 1, end - open - 1);
}

} // namespace

ir::Expr Reader::read_postfix(Expr base) {
  for (int links = 0; links < kMaxChain; ++links) {
    const Token& token = cursor_.peek();
    if (token.single == '(') {
      base = read_call(std::move(base));
    } else if (token.single == '<' && at_text_argument()) {
      base = read_text_call(std::move(base));
    } else if (token.single == '[') {
      base = read_index(std::move(base));
    } else if (token.single == '.' || token.text == "->") {
      base = read_member(std::move(base));
    } else if (token.text == "++" || token.text == "--") {
      Expr step = make(ExprKind::unary, std::string(token.text), base.loc);
      cursor_.skip();
      step.args.push_back(std::move(base));
      base = std::move(step);
    } else if (token.text == "##") { // Pasted: no name that is known.
      cursor_.skip();
      Expr pasted = make(ExprKind::unknown, "##", base.loc);
      pasted.args.push_back(std::move(base));
      pasted.args.push_back(read_primary());
      base = std::move(pasted);
    } else if (token.kind == TokenKind::string &&
               base.kind == ExprKind::call) { // STR(x) "a"
      Expr sum = make(ExprKind::binary, "+", base.loc);
      sum.args.push_back(std::move(base));
      sum.args.push_back(read_literals());
      base = std::move(sum);
    } else {
      return base;
    }
  }
  return base;
}

ir::Expr Reader::read_index(Expr object) {
  Expr made = make(ExprKind::index, "", object.loc);
  made.args.push_back(std::move(object));
  cursor_.inside([&] { read_list(made.args); });
  made.args.resize(2);
  return made;
}

ir::Expr Reader::read_member(Expr object) {
  Expr made = make(ExprKind::field, "", loc());
  cursor_.skip();
  cursor_.take("template");
  cursor_.take('~');
  made.loc = loc();
  std::size_t begin = cursor_.here();
  std::size_t end = name_end(begin, /*strict=*/true);
  if (end == kNone) { // .operator(), .class: no name of ours.
    cursor_.take("operator");
    return object;
  }
  bool arguments = cursor_.at(end - 1).single == '>';
  if (arguments && cursor_.at(end).single != '(')
    end = begin + 1;
  made.text = name_text(begin, end);
  made.args.push_back(std::move(object));
  cursor_.go(end);
  return made;
}

/// f(a), o.f(a), (*f)(a)
ir::Expr Reader::read_call(Expr callee) {
  Expr call = make(ExprKind::call, "", callee.loc);
  std::string made_type;
  if (callee.kind == ExprKind::global) {
    call.text = std::move(callee.text);
    made_type = std::move(callee.type);
  } else if (callee.kind == ExprKind::field && !plain_c_) {
    call.text = std::move(callee.text);
    call.receiver = true;
    Expr object = std::move(callee.args[0]);
    call.args.push_back(std::move(object));
  } else {
    bool named = callee.kind == ExprKind::field || callee.kind == ExprKind::var;
    call.text = named ? callee.text : "";
    call.indirect = true;
    call.args.push_back(std::move(callee));
  }
  cursor_.inside([&] { read_list(call.args); });
  if (is_transparent(call.text) && call.args.size() == 1) {
    Expr inner = std::move(call.args[0]);
    return inner;
  }
  if (!made_type.empty() && makes_object(call.text)) {
    call.kind = ExprKind::construct;
    call.text = first_argument(made_type);
  }
  return call;
}

/// line.print<"a: {}"_x>(b): nothing is compared with a text and then a list.
bool Reader::at_text_argument() const {
  return cursor_.peek(1).kind == TokenKind::string &&
         cursor_.peek(2).single == '>' && cursor_.peek(3).single == '(';
}

/// A text between < and > is an argument like others, the first.
ir::Expr Reader::read_text_call(Expr callee) {
  cursor_.skip();
  Expr text = read_literals();
  cursor_.skip();
  Expr call = read_call(std::move(callee));
  std::size_t before = call.receiver || call.indirect ? 1 : 0;
  if (call.kind == ExprKind::call && call.args.size() >= before)
    call.args.insert(call.args.begin() + std::ptrdiff_t(before),
                     std::move(text));
  return call;
}

/// [ in the place of an operand begins a lambda or an attribute.
bool Reader::at_lambda() const {
  const Token& next = cursor_.at(cursor_.close_of(cursor_.here()) + 1);
  return next.single == '(' || next.single == '{' || next.single == '<' ||
         next.text == "mutable" || next.text == "->";
}

/// [x = y](T z) mutable -> R
std::vector<ir::Param> Reader::read_lambda_head(Stmts& captured) {
  cursor_.inside([&] {
    while (!cursor_.done()) {
      bool made =
          is_plain_name(cursor_.here()) && cursor_.peek(1).single == '=';
      if (!made) {
        cursor_.skip();
        continue;
      }
      ir::Stmt one = stmt(ir::StmtKind::declare);
      std::string_view name = cursor_.peek().text;
      cursor_.go(cursor_.here() + 2);
      one.exprs.push_back(read_assignment());
      declare(std::move(one), name, captured);
    }
  });
  if (cursor_.is('<')) {
    std::size_t end = template_end(cursor_.here(), /*strict=*/false);
    cursor_.go(end == kNone ? cursor_.here() + 1 : end);
  }
  std::vector<ir::Param> params;
  if (cursor_.is('('))
    params = read_params(cursor_.here());
  cursor_.go(skip_qualifiers(cursor_.here()));
  return params;
}

ir::Expr Reader::read_lambda() {
  ir::Function made;
  made.loc = loc();
  made.name = function_ + "::(lambda:" + std::to_string(made.loc.line) + ":" +
              std::to_string(made.loc.column) + ")";
  made.parent = function_;
  made.class_name = scope_.class_name;
  made.local = true;
  made.has_body = true;
  std::size_t mark = locals_.enter();
  made.params = read_lambda_head(made.body);
  for (ir::Param& param : made.params)
    if (!param.name.empty())
      param.name = locals_.declare(param.name);
  if (cursor_.is('{')) {
    std::size_t end = cursor_.close_of(cursor_.here());
    made.end_line = static_cast<int>(cursor_.at(end).line);
    std::string outer = std::exchange(function_, made.name);
    Stmts block = read_block();
    function_ = std::move(outer);
    std::ranges::move(block, std::back_inserter(made.body));
  }
  locals_.leave(mark);
  Expr lambda = make(ExprKind::lambda, made.name, made.loc);
  unit_.functions.push_back(std::move(made));
  return lambda;
}

} // namespace imds::analyzer::lexical
