// SPDX-License-Identifier: Apache-2.0
//
// A name in a namespace that nobody has seen is taken for a value, so the
// brackets after it compare:
//
//   http::request<http::string_body> r{verb, target, 11};
//   ((http::request < http::string_body) > r{verb, target, 11})
//
// Nobody writes such a comparison as a statement, and nobody chains them. So is
// a member's: request.setOpt<Url>("...") is taken for
// request.setOpt(Url("...")). And a reference is taken for a bitwise and:
//
//   std::istream& in = session.receiveResponse(response);
//   ((std::istream & in) = session.receiveResponse(response))
//
// And a name that a using-declaration brought in is a statement of its own:
// "HTTPRequest put(verb, path);" is "HTTPRequest; put(verb, path);".
// What it does not see: a template argument that is itself a template.
//
// Tested in tests/analyzer/cases/beast_*, curlpp_option_type.cpp and
// poco_stream_reference.cc.
#include "analyzer/extract/ast/lost_declarations.h"

#include <set>
#include <utility>

namespace imds::analyzer {
namespace {

using ir::Expr;
using ir::ExprKind;
using ir::Stmt;

bool is_binary(const Expr& e, const char* op) {
  return e.kind == ExprKind::binary && e.text == op && e.args.size() == 2;
}

const Expr* only(const Stmt& s) {
  bool expr = s.kind == ir::StmtKind::expr && s.exprs.size() == 1;
  return expr ? &s.exprs[0] : nullptr;
}

bool opens(const Expr* e) {
  return e && is_binary(*e, "<") && e->args[0].kind == ExprKind::func &&
         e->args[0].text.find("::") != std::string::npos;
}

/// "A<B, C> x;" came as two statements, "A < B" and "C > x".
void join_arguments(std::vector<Stmt>& body) {
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    if (!opens(only(body[i])))
      continue;
    std::size_t last = i + 1;
    while (last < body.size() && only(body[last]) &&
           only(body[last])->kind == ExprKind::func)
      ++last;
    const Expr* end = last < body.size() ? only(body[last]) : nullptr;
    if (!end || !is_binary(*end, ">") || end->args[0].kind != ExprKind::func)
      continue;
    body[last].exprs[0].args[0] = std::move(body[i].exprs[0]);
    body.erase(body.begin() + std::ptrdiff_t(i),
               body.begin() + std::ptrdiff_t(last));
  }
}

bool is_name(const Expr& e) {
  bool kind = e.kind == ExprKind::global || e.kind == ExprKind::construct ||
              (e.kind == ExprKind::call && !e.receiver && !e.indirect);
  return kind && !e.text.empty() && e.text.find("::") == std::string::npos;
}

/// r, r(a, b) and r{a, b}: the arguments of the constructor.
std::vector<Expr> arguments_of(const Expr& name) {
  if (name.args.size() == 1 && name.args[0].kind == ExprKind::init_list)
    return name.args[0].args;
  return name.args;
}

/// What `x`, `x(a)`, `x{a}` or `x = a` makes of an x of `type`; false: neither.
bool make_declaration(Stmt& s, const std::string& type) {
  bool sets = s.kind == ir::StmtKind::assign && s.text == "=" &&
              s.exprs.size() == 2 && is_name(s.exprs[0]) &&
              s.exprs[0].kind == ExprKind::global;
  if (!sets && (!only(s) || !is_name(*only(s))))
    return false;
  const Expr name = s.exprs[0];
  Expr made;
  made.kind = ExprKind::construct;
  made.loc = name.loc;
  made.text = made.type = type;
  made.args = arguments_of(name);
  s.exprs = {sets ? s.exprs[1] : std::move(made)};
  s.kind = ir::StmtKind::declare;
  s.text = name.text;
  s.type = type;
  return true;
}

/// (A::B < C) > x(y)
void declare(Stmt& s, std::set<std::string>& names) {
  const Expr* found = only(s);
  if (!found || !is_binary(*found, ">") || !opens(&found->args[0]))
    return;
  const Expr whole = *found;
  Stmt name = s;
  name.exprs = {whole.args[1]};
  if (!make_declaration(name, whole.args[0].args[0].text))
    return;
  s = std::move(name);
  names.insert(s.text);
}

/// using a::B; B x(y): came as two statements, "B" and "x(y)".
void join_names(std::vector<Stmt>& body, std::set<std::string>& names) {
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    const Expr* type = only(body[i]);
    if (!type || type->kind != ExprKind::func)
      continue;
    const std::string text = type->text;
    if (!make_declaration(body[i + 1], text))
      continue;
    names.insert(body[i + 1].text);
    body.erase(body.begin() + std::ptrdiff_t(i));
  }
}

/// "A::B & x = f()" and "A::B * x = f()" declare x.
void declare_reference(Stmt& s, std::set<std::string>& names) {
  bool two = s.kind == ir::StmtKind::assign && s.text == "=" &&
             s.exprs.size() == 2 &&
             (is_binary(s.exprs[0], "&") || is_binary(s.exprs[0], "*"));
  if (!two || s.exprs[0].args[0].kind != ExprKind::func ||
      s.exprs[0].args[1].kind != ExprKind::global ||
      !is_name(s.exprs[0].args[1]))
    return;
  const Expr left = std::move(s.exprs[0]);
  s.kind = ir::StmtKind::declare;
  s.text = left.args[1].text;
  s.type = left.args[0].text + (left.text == "*" ? "*" : "");
  s.exprs.erase(s.exprs.begin());
  names.insert(s.text);
}

/// request.setOpt<Url>(x): the argument is one of the type between the
/// brackets.
void call_member(Stmt& s) {
  const Expr* found = only(s);
  if (!found || !is_binary(*found, ">") || !is_binary(found->args[0], "<"))
    return;
  const Expr whole = *found;
  const Expr& member = whole.args[0].args[0];
  const Expr& type = whole.args[0].args[1];
  if (member.kind != ExprKind::field || member.args.empty() ||
      type.kind != ExprKind::func)
    return;
  Expr made;
  made.kind = ExprKind::construct;
  made.loc = whole.args[1].loc;
  made.text = made.type = type.text;
  made.args = {whole.args[1]};
  Expr call;
  call.kind = ExprKind::call;
  call.loc = member.loc;
  call.text = member.text;
  call.receiver = true;
  call.args = {member.args[0], std::move(made)};
  s.exprs = {std::move(call)};
}

void use(Expr& e, const std::set<std::string>& names) {
  if (e.kind == ExprKind::global && names.contains(e.text))
    e.kind = ExprKind::var;
  for (Expr& arg : e.args)
    use(arg, names);
}

void walk(std::vector<Stmt>& body, std::set<std::string>& names) {
  join_arguments(body);
  join_names(body, names);
  for (Stmt& s : body) {
    declare(s, names);
    declare_reference(s, names);
    call_member(s);
    for (Expr& e : s.exprs)
      use(e, names);
    for (auto& block : s.blocks)
      walk(block, names);
  }
}

} // namespace

void find_lost_declarations(std::vector<Stmt>& body) {
  std::set<std::string> names;
  walk(body, names);
}

} // namespace imds::analyzer
