// SPDX-License-Identifier: Apache-2.0
//
// Statements of a block. The one hard question is whether `a * b;`, `T x(y);`
// or `foo(bar)` declares something. A declaration is what has the shape type,
// name, and then one of = ; ( { [ , : behind it; all else is an expression.
// T x(y) is read as a variable: that is what it nearly always is in a body.
//
// Tested by reader_test.cpp.
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::lexical {

using ir::ExprKind;
using ir::Stmt;
using ir::StmtKind;

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

} // namespace

Stmt Reader::stmt(StmtKind kind) const {
  Stmt made;
  made.kind = kind;
  made.loc = loc();
  return made;
}

/// At "{"; ends behind "}".
Reader::Stmts Reader::read_block() {
  Stmts out;
  std::size_t mark = locals_.enter();
  cursor_.inside([&] {
    while (!cursor_.done())
      read_statement(out);
  });
  locals_.leave(mark);
  return out;
}

/// Reads at least one token.
void Reader::read_statement(Stmts& out) {
  std::size_t before = cursor_.here();
  if (depth_ >= kMaxDepth)
    return cursor_.skip_nested();
  ++depth_;
  const Token& token = cursor_.peek();
  if (cursor_.is('{')) {
    Stmt block = stmt(StmtKind::block);
    block.blocks.push_back(read_block());
    out.push_back(std::move(block));
  } else if (token.kind == TokenKind::if_begin) {
    read_condition_group(out);
  } else if (cursor_.is(';') || token.kind > TokenKind::if_begin) {
    cursor_.skip();
  } else if (token.kind != TokenKind::name || !read_keyword(out)) {
    read_simple(out);
  }
  if (cursor_.here() == before)
    cursor_.skip();
  --depth_;
}

bool Reader::read_keyword(Stmts& out) {
  std::string_view word = cursor_.peek().text;
  if (word == "if")
    read_if(out);
  else if (word == "for")
    read_for(out);
  else if (word == "while")
    read_while(out);
  else if (word == "do")
    read_do(out);
  else if (word == "switch")
    read_switch(out);
  else if (word == "try")
    read_try(out);
  else if (word == "return" || word == "co_return")
    read_return(out);
  else if (word == "break" || word == "continue" || word == "goto" ||
           word == "throw")
    read_jump(out);
  else if (word == "using" || word == "typedef")
    read_alias();
  else if (word == "static_assert" || word == "asm" || word == "__asm__")
    skip_statement();
  else if (word == "else" || word == "default")
    cursor_.skip();
  else if (word == "case")
    while (!cursor_.done() && !cursor_.take(':'))
      cursor_.skip();
  else
    return (word == "class" || word == "struct" || word == "union" ||
            word == "enum" || word == "static") &&
           (read_enum() || read_class());
  return true;
}

void Reader::read_simple(Stmts& out) {
  bool label =
      cursor_.peek(1).single == ':' && cursor_.peek().kind == TokenKind::name;
  if (label)
    return cursor_.go(cursor_.here() + 2);
  if (at_declaration())
    return read_local(out);
  if (read_declaring_macro(out))
    return;
  add_expression(read_expression(), out);
  cursor_.take(';');
}

/// ASSIGN_OR_RETURN(auto x, f()); declares x. Where f() fails it leaves: what
/// follows may take x for given. In BOOST_FOREACH(auto x, list) {} no ";" ends
/// it.
bool Reader::read_declaring_macro(Stmts& out) {
  std::size_t open = cursor_.here() + 1, begin = open + 1;
  if (cursor_.at(open).single != '(' || !looks_like_macro(cursor_.peek().text))
    return false;
  std::size_t name = type_end(begin, /*strict=*/true);
  bool fits = name != kNone && name != begin && is_plain_name(name) &&
              cursor_.at(name + 1).single == ',' &&
              cursor_.at(cursor_.close_of(open) + 1).single == ';';
  if (!fits)
    return false;
  Stmt made = stmt(StmtKind::declare);
  made.type = type_text(begin, name);
  cursor_.go(open);
  cursor_.inside([&] {
    cursor_.go(name + 2);
    made.exprs.push_back(read_assignment());
  });
  declare(std::move(made), cursor_.at(name).text, out);
  cursor_.take(';');
  return true;
}

void Reader::add_expression(Expr expr, Stmts& out) const {
  Stmt made;
  made.loc = expr.loc;
  bool assignment = expr.kind == ExprKind::binary &&
                    (expr.text == "=" || expr.text == "+=") &&
                    expr.args.size() == 2;
  if (assignment) {
    made.kind = StmtKind::assign;
    made.text = expr.text;
    std::vector<Expr> sides = std::move(expr.args);
    made.exprs = std::move(sides);
  } else {
    made.kind = StmtKind::expr;
    made.exprs.push_back(std::move(expr));
  }
  out.push_back(std::move(made));
}

/// One side of an #if, up to the marker that ends it.
Reader::Stmts Reader::read_side() {
  Stmts out;
  cursor_.skip();
  while (!cursor_.done() && cursor_.peek().kind != TokenKind::if_else &&
         cursor_.peek().kind != TokenKind::if_end)
    read_statement(out);
  return out;
}

/// #if A f(); #endif is a block with its condition. Where there are two sides,
/// or the side returns, it is a branch: whoever reads one after the other
/// would stop at the first return.
void Reader::read_condition_group(Stmts& out) {
  Stmt group = stmt(StmtKind::block);
  group.text = condition_of(cursor_.peek().text);
  group.blocks.push_back(read_side());
  bool more = cursor_.peek().kind == TokenKind::if_else;
  const Stmts& first = group.blocks[0];
  bool leaves = !first.empty() && (first.back().kind == StmtKind::leave ||
                                   first.back().kind == StmtKind::jump);
  if (more || leaves) {
    group.kind = StmtKind::branch;
    group.exprs.push_back(
        make(ExprKind::unknown, "#if " + group.text, group.loc));
    group.text.clear();
    group.blocks.emplace_back();
  }
  if (more && condition_of(cursor_.peek().text).empty())
    group.blocks[1] = read_side();
  else if (more && depth_ < kMaxDepth) {
    ++depth_;
    read_condition_group(group.blocks[1]); // #elif
    --depth_;
    out.push_back(std::move(group));
    return;
  }
  while (!cursor_.done() && cursor_.peek().kind != TokenKind::if_end)
    cursor_.skip();
  cursor_.skip();
  out.push_back(std::move(group));
}

bool Reader::declares_at(std::size_t type_begin, std::size_t name) const {
  bool starred = name > type_begin + 1 && cursor_.at(name - 1).single == '*';
  const Token& next = cursor_.at(name + 1);
  switch (next.single) {
  case '=':
  case ';':
  case '{':
  case '[':
  case ',':
    return true;
  case '(':
    return !starred || is_builtin_type(cursor_.at(type_begin).text);
  case ':':
    return true;
  default:
    return next.kind == TokenKind::end;
  }
}

/// T x = ..., T* x;, auto [a, b] = ...
bool Reader::at_declaration() const {
  std::size_t begin = cursor_.here();
  if (cursor_.peek().kind != TokenKind::name && !cursor_.is("::") &&
      !cursor_.is('['))
    return false;
  std::size_t end = type_end(begin, /*strict=*/true);
  if (end == kNone || end == begin)
    return false;
  if (is_plain_name(end))
    return declares_at(begin, end) ||
           (is_plain_name(end + 1) && declares_at(begin, end + 1));
  char after = cursor_.at(cursor_.close_of(end) + 1).single;
  bool bindings = cursor_.at(end).single == '[' &&
                  (after == '=' || after == '{' || after == '\0');
  if (bindings)
    for (std::size_t i = begin; i < end; ++i)
      if (cursor_.at(i).text == "auto")
        return true;
  // T (*f)(int) = g;
  return cursor_.at(end).single == '(' && cursor_.at(end + 1).single == '*' &&
         (is_builtin_type(cursor_.at(begin).text) ||
          cursor_.at(end - 1).single == '*') &&
         cursor_.at(cursor_.close_of(end) + 1).single == '(';
}

void Reader::read_local(Stmts& out) {
  std::size_t begin = cursor_.here();
  std::size_t end = type_end(begin, /*strict=*/true);
  if (is_plain_name(end) && is_plain_name(end + 1) &&
      declares_at(begin, end + 1))
    ++end; // T MACRO x
  cursor_.go(end);
  if (cursor_.is('['))
    return read_bindings(type_text(begin, end), out);
  read_local_declarators(type_text(begin, end), out);
  cursor_.take(';');
}

void Reader::declare(Stmt made, std::string_view name, Stmts& out) {
  made.kind = StmtKind::declare;
  made.text = locals_.declare(name);
  out.push_back(std::move(made));
}

/// auto [a, b] = f(): a = f()[0] and so on, of one hidden variable.
void Reader::read_bindings(const std::string& type, Stmts& out) {
  std::vector<std::string_view> names;
  Stmt whole = stmt(StmtKind::declare);
  whole.type = type;
  cursor_.inside([&] {
    for (; !cursor_.done(); cursor_.skip())
      if (is_plain_name(cursor_.here()))
        names.push_back(cursor_.peek().text);
  });
  if (std::optional<Expr> value = read_initial(""))
    whole.exprs.push_back(std::move(*value));
  cursor_.take(';');
  ir::Loc at = whole.loc;
  declare(std::move(whole), "(bound)", out);
  Expr source = make(ExprKind::var, out.back().text, at);
  for (std::size_t i = 0; i < names.size(); ++i) {
    Stmt one = stmt(StmtKind::declare);
    one.loc = at;
    one.type = type;
    Expr number = make(ExprKind::integer, "", at);
    number.value = static_cast<std::int64_t>(i);
    Expr index = make(ExprKind::index, "", at);
    index.args = {source, std::move(number)};
    one.exprs.push_back(std::move(index));
    declare(std::move(one), names[i], out);
  }
}

/// T rows[2] = {{a}, {b}}: each row is a T, and the whole is none.
static void type_rows(ir::Expr& list, const std::string& type, int dimensions) {
  bool typed = !list.text.empty() && list.text != type;
  if (list.kind != ir::ExprKind::init_list || typed)
    return;
  list.text = dimensions > 0 ? "" : type;
  for (ir::Expr& row : list.args)
    if (dimensions > 0)
      type_rows(row, type, dimensions - 1);
}

/// [2][N]: how many.
int Reader::read_dimensions() {
  int dimensions = 0;
  for (; cursor_.is('['); ++dimensions)
    cursor_.skip_nested();
  return dimensions;
}

std::optional<ir::Expr> Reader::read_initial(const std::string& type,
                                             int dimensions) {
  std::optional<Expr> value = read_initial(type);
  if (value && dimensions > 0)
    type_rows(*value, type, dimensions);
  return value;
}

/// = value, (args), {args}; nullopt where there is none.
std::optional<ir::Expr> Reader::read_initial(const std::string& type) {
  if (cursor_.take('=')) {
    Expr value = read_assignment();
    bool typed = value.kind == ExprKind::init_list && value.text.empty();
    if (typed)
      value.text = type;
    return value;
  }
  if (cursor_.is('{')) {
    Expr list = read_braces(type);
    list.kind = list.names.empty() ? ExprKind::construct : list.kind;
    return list;
  }
  if (!cursor_.is('('))
    return std::nullopt;
  Expr made = make(ExprKind::construct, type, loc());
  cursor_.inside([&] { read_list(made.args); });
  bool plain = type == "auto" || type.ends_with('*') || is_builtin_type(type);
  if (plain && made.args.size() == 1) { // auto x(f());
    Expr value = std::move(made.args[0]);
    return value;
  }
  return made;
}

/// In T *a, b the "*" is of a alone; `type` is a's.
void Reader::read_local_declarators(std::string type, Stmts& out) {
  while (!cursor_.done()) {
    while (cursor_.is('*') || cursor_.is('&') || cursor_.is("&&") ||
           is_specifier_at(cursor_.here())) {
      type += cursor_.is('*') ? "*" : "";
      cursor_.skip();
    }
    Stmt made = stmt(StmtKind::declare);
    made.type = type;
    if (cursor_.is('(')) { // T (*f)(int)
      std::size_t name = cursor_.here() + 1;
      while (name < cursor_.close_of(cursor_.here()) && !is_plain_name(name))
        ++name;
      std::string_view text = cursor_.at(name).text;
      cursor_.skip_nested();
      if (cursor_.is('('))
        cursor_.skip_nested();
      if (std::optional<Expr> value = read_initial(type))
        made.exprs.push_back(std::move(*value));
      declare(std::move(made), text, out);
    } else if (is_plain_name(cursor_.here())) {
      std::string_view name = cursor_.peek().text;
      cursor_.skip();
      int dimensions = read_dimensions();
      for (int i = 0; i < dimensions; ++i)
        made.type += "[]";
      cursor_.go(skip_attribute(cursor_.here()));
      if (std::optional<Expr> value = read_initial(type, dimensions))
        made.exprs.push_back(std::move(*value));
      declare(std::move(made), name, out);
    }
    if (!cursor_.take(','))
      return;
    type.erase(type.find_last_not_of("* ") + 1);
  }
}

} // namespace imds::analyzer::lexical
