// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/makers.h"

#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"

namespace imds::analyzer::link {
namespace {

using Makers = std::set<const ir::Expr*>;

bool may_make(const ir::Expr& e) {
  return e.kind == ir::ExprKind::call && !e.receiver && !e.indirect &&
         names_request(last_name(e.text));
}

void note_arguments(const ir::Expr& call, Makers& out) {
  if (call.kind != ir::ExprKind::call)
    return;
  for (const ir::Expr& arg : call.args)
    if (may_make(arg))
      out.insert(&arg);
}

/// auto r = Request(url), Request r = Request(url); not string s =
/// Request(url).
void note_declaration(const ir::Stmt& s, Makers& out) {
  if (s.kind != ir::StmtKind::declare || s.exprs.empty() ||
      !may_make(s.exprs[0]))
    return;
  bool own = s.type.empty() || s.type == "auto" ||
             last_name(s.type) == last_name(s.exprs[0].text);
  if (own)
    out.insert(&s.exprs[0]);
}

void note_block(const std::vector<ir::Stmt>& block, Makers& out) {
  for (const ir::Stmt& s : block) {
    note_declaration(s, out);
    for (const ir::Expr& e : s.exprs)
      visit(e, [&](const ir::Expr& inner) { note_arguments(inner, out); });
    for (const auto& inner : s.blocks)
      note_block(inner, out);
  }
}

} // namespace

Makers makers_of(const Program& program) {
  Makers out;
  for (const Fn& fn : program.functions())
    note_block(fn.ir->body, out);
  return out;
}

} // namespace imds::analyzer::link
