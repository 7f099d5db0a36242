// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::lexical {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);

} // namespace

/// At the "(" at `open`; ends behind the ")".
std::vector<ir::Param> Reader::read_params(std::size_t open) {
  std::vector<ir::Param> params;
  cursor_.go(open);
  cursor_.inside([&] {
    bool none = cursor_.is("void") && cursor_.peek(1).kind == TokenKind::end;
    while (!cursor_.done() && !none) {
      std::size_t before = cursor_.here();
      params.push_back(read_param());
      while (!cursor_.done() && !cursor_.is(','))
        cursor_.skip_nested();
      cursor_.take(',');
      if (cursor_.here() == before)
        cursor_.skip();
    }
  });
  return params;
}

/// T& and not const T&, by which a callee sets nothing.
bool Reader::takes_reference(std::size_t begin, std::size_t end) const {
  for (std::size_t i = begin; i < end; ++i)
    if (cursor_.at(i).text == "const")
      return false;
  return cursor_.at(end - 1).single == '&';
}

/// const T& x = 1, T (*f)(int), T x[], T, x (K&R), ...
ir::Param Reader::read_param() {
  ir::Param param;
  if (cursor_.take("..."))
    return {"...", "...", {}};
  std::size_t begin = cursor_.here();
  std::size_t end = type_end(begin);
  if (end == kNone)
    return param;
  while (looks_like_macro(cursor_.at(begin).text) && is_plain_name(end) &&
         is_plain_name(end + 1))
    end = std::max(end + 1, type_end(end)); // IN_PARAM const T x
  param.type = type_text(begin, end);
  if (takes_reference(begin, end)) // as Clang writes it
    param.type += '&';
  cursor_.go(end);
  if (cursor_.is('(')) {
    std::size_t name = end + 1;
    while (name < cursor_.close_of(end) && !is_plain_name(name))
      ++name;
    param.name = is_plain_name(name) ? cursor_.at(name).text : "";
    return param;
  }
  bool this_of_c = plain_c_ && cursor_.at(end).text == "this";
  if (is_plain_name(end) || this_of_c) {
    param.name = cursor_.peek().text;
    cursor_.skip();
  } else if (end == begin + 1 && plain_c_) {
    param.name = std::exchange(param.type, "");
  }
  while (cursor_.is('['))
    cursor_.skip_nested();
  if (cursor_.take('='))
    param.initial.push_back(read_assignment());
  return param;
}

/// Reads what stands between ")" and the end of the body.
void Reader::read_body(ir::Function& function, std::size_t close,
                       std::size_t body) {
  Locals outer = std::exchange(locals_, {});
  std::string outer_name = std::exchange(function_, function.name);
  Scope scope = scope_;
  int copied = std::exchange(copied_, 0);
  if (scope_.class_name.empty())
    scope_.class_name = function.class_name;
  for (ir::Param& param : function.params)
    if (!param.name.empty())
      param.name = locals_.declare(param.name);
  cursor_.go(std::max(close + 1, body));
  cursor_.take("try");
  if (cursor_.is(':'))
    read_initializers(cursor_.here(), function.body);
  if (cursor_.is('{')) {
    std::size_t end = cursor_.close_of(cursor_.here());
    function.end_line = static_cast<int>(cursor_.at(end).line);
    Stmts block = read_block();
    std::ranges::move(block, std::back_inserter(function.body));
  }
  while (cursor_.is("catch") && cursor_.peek(1).single == '(') {
    cursor_.skip();
    cursor_.skip_nested();
    cursor_.skip_nested();
  }
  function.end_line = std::max(function.end_line, function.loc.line);
  copied_ = copied;
  scope_ = std::move(scope);
  function_ = std::move(outer_name);
  locals_ = std::move(outer);
}

/// : a_(x), b_{y}, Base(z)
void Reader::read_initializers(std::size_t body, Stmts& out) {
  cursor_.go(body + 1);
  while (!cursor_.done() && is_plain_name(cursor_.here())) {
    std::size_t begin = cursor_.here();
    std::size_t end = name_end(begin, /*strict=*/false);
    cursor_.go(end);
    if (!cursor_.is('(') && !cursor_.is('{'))
      break;
    ir::Stmt set = stmt(ir::StmtKind::assign);
    set.loc = loc(cursor_.at(begin));
    set.text = "=";
    Expr member = make(ir::ExprKind::field, name_text(begin, end), set.loc);
    member.args.push_back(make(ir::ExprKind::self, "", set.loc));
    bool braces = cursor_.is('{');
    Expr value =
        make(braces ? ir::ExprKind::init_list : ir::ExprKind::construct, "",
             set.loc);
    cursor_.inside([&] { read_list(value.args); });
    if (value.args.size() == 1)
      value = Expr(std::move(value.args[0]));
    set.exprs = {std::move(member), std::move(value)};
    out.push_back(std::move(set));
    cursor_.take("...");
    if (!cursor_.take(','))
      break;
  }
  while (!cursor_.done() && !cursor_.is('{'))
    cursor_.skip_nested();
}

/// DEFINE_string(name, "default", "help"), ABSL_FLAG(T, name, value, help) and
/// any MACRO(name, "literal"), which most likely defines `name`.
void Reader::read_macro_call(const std::string& name) {
  ir::Loc at = loc();
  std::vector<Expr> args;
  cursor_.inside([&] { read_list(args); });
  for (Expr& arg : args)
    if (arg.loc.line == 0)
      arg.loc = at;
  add_flag(name, std::move(args));
}

void Reader::add_flag(const std::string& macro, std::vector<Expr> args) {
  bool gflag = macro.starts_with("DEFINE_") && args.size() >= 2;
  bool absl = macro == "ABSL_FLAG" && args.size() >= 3;
  std::size_t name = absl ? 1 : 0;
  bool named =
      args.size() > name + 1 && args[name].kind == ir::ExprKind::global;
  auto literal = std::ranges::find_if(
      args, [](const Expr& e) { return e.kind == ir::ExprKind::str; });
  if (!named || (!gflag && !absl && literal == args.end()))
    return;
  ir::Variable made;
  made.flag = gflag || absl;
  std::string prefix = made.flag ? "FLAGS_" : "";
  made.name = qualified(prefix + args[name].text);
  made.loc = args[name].loc;
  made.local = scope_.anonymous;
  if (gflag)
    made.type = macro.substr(7);
  if (absl)
    made.type = args[0].text;
  bool value = made.flag || literal == args.end();
  made.initial.push_back(value ? args[name + 1] : *literal);
  unit_.variables.push_back(std::move(made));
}

} // namespace imds::analyzer::lexical
