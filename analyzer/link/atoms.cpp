// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/atoms.h"

#include "analyzer/link/program.h"

namespace imds::analyzer::link {
namespace {

void note(const ir::Expr& e, Atoms& out) {
  switch (e.kind) {
  case ir::ExprKind::str:
    out.texts.push_back(&e.text);
    break;
  case ir::ExprKind::call:
  case ir::ExprKind::construct:
  case ir::ExprKind::func:
    note_callee(e.text, out.calls);
    if (!e.type.empty())
      out.methods.insert(last_name(e.type) + "::" + last_name(e.text));
    break;
  case ir::ExprKind::global:
    out.globals.insert(e.text);
    break;
  case ir::ExprKind::field:
    out.fields.emplace(e.type, e.text);
    break;
  default:
    break;
  }
}

} // namespace

void note_callee(const std::string& name, std::set<std::string>& out) {
  out.insert(last_name(name));
  std::size_t open = name.find('<'), close = name.rfind('>');
  if (open != std::string::npos && close != std::string::npos && open < close)
    out.insert(last_name(name.substr(open + 1, close - open - 1)));
}

void visit(const ir::Expr& e, const std::function<void(const ir::Expr&)>& f) {
  f(e);
  for (const ir::Expr& arg : e.args)
    visit(arg, f);
}

void visit(const std::vector<ir::Stmt>& block,
           const std::function<void(const ir::Expr&)>& f) {
  for (const ir::Stmt& s : block) {
    for (const ir::Expr& e : s.exprs)
      visit(e, f);
    for (const auto& inner : s.blocks)
      visit(inner, f);
  }
}

/// `Provider chain;` is a call, too.
static void note_made(const std::vector<ir::Stmt>& block, Atoms& out) {
  for (const ir::Stmt& s : block) {
    bool made = s.kind == ir::StmtKind::declare && s.exprs.empty() &&
                s.type.find("::") != std::string::npos &&
                !s.type.ends_with('*') && !s.type.ends_with('>');
    if (made)
      out.calls.insert(last_name(s.type));
    for (const auto& inner : s.blocks)
      note_made(inner, out);
  }
}

Atoms atoms_of(const ir::Expr& expression) {
  Atoms out;
  visit(expression, [&](const ir::Expr& e) { note(e, out); });
  return out;
}

Atoms atoms_of(const ir::Function& function) {
  Atoms out;
  for (const ir::Stmt& s : function.body)
    if (s.kind == ir::StmtKind::assign && s.text == "=" && !s.exprs.empty() &&
        s.exprs[0].kind == ir::ExprKind::field)
      out.overwritten.insert(s.exprs[0].text);
  note_made(function.body, out);
  visit(function.body, [&](const ir::Expr& e) { note(e, out); });
  return out;
}

} // namespace imds::analyzer::link
