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
// request.setOpt(Url("...")). What it does not see: a template argument that is
// itself a template.
//
// Tested in tests/analyzer/cases/beast_* and curlpp_option_type.cpp.
#include "analyzer/extract/ast/lost_templates.h"

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

void declare(Stmt& s, std::set<std::string>& names) {
  const Expr* found = only(s);
  if (!found || !is_binary(*found, ">") || !opens(&found->args[0]) ||
      !is_name(found->args[1]))
    return;
  const Expr whole = *found;
  const std::string& type = whole.args[0].args[0].text;
  const Expr& name = whole.args[1];
  Expr made;
  made.kind = ExprKind::construct;
  made.loc = name.loc;
  made.text = made.type = type;
  made.args = arguments_of(name);
  s.kind = ir::StmtKind::declare;
  s.text = name.text;
  s.type = type;
  s.exprs = {std::move(made)};
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
  for (Stmt& s : body) {
    declare(s, names);
    call_member(s);
    for (Expr& e : s.exprs)
      use(e, names);
    for (auto& block : s.blocks)
      walk(block, names);
  }
}

} // namespace

void find_lost_templates(std::vector<Stmt>& body) {
  std::set<std::string> names;
  walk(body, names);
}

} // namespace imds::analyzer
