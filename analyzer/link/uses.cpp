// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/uses.h"

#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"

namespace imds::analyzer::link {
namespace {

bool may_make(const ir::Expr& e) {
  return e.kind == ir::ExprKind::call && !e.receiver && !e.indirect &&
         names_request(last_name(e.text));
}

bool formats(const ir::Expr& e) {
  return e.kind == ir::ExprKind::call &&
         last_name(e.text).find("printf") != std::string::npos;
}

bool hands_over(const ir::Expr& e) {
  if (e.kind != ir::ExprKind::call || !e.receiver || e.args.size() < 2)
    return false;
  auto words = words_of(last_name(e.text));
  return words.size() == 2 && words.back() == "request" &&
         (words.front() == "new" || words.front() == "create");
}

/// How many bytes were written is a number.
bool counts(const std::string& type) {
  return type.find("int") != std::string::npos || type == "long" ||
         type.ends_with("size_t");
}

class Reader {
public:
  void read(const std::vector<ir::Stmt>& block) {
    for (const ir::Stmt& s : block) {
      if (s.kind == ir::StmtKind::declare && !s.exprs.empty())
        note_declaration(s);
      if (s.kind == ir::StmtKind::assign && s.exprs.size() == 2)
        note_assignment(s.exprs);
      if (s.kind == ir::StmtKind::expr && s.exprs.size() == 1 &&
          hands_over(s.exprs[0]))
        uses.handed_over.insert(&s.exprs[0]);
      for (const ir::Expr& e : s.exprs)
        visit(e, [&](const ir::Expr& inner) { note(inner); });
      for (const auto& inner : s.blocks)
        read(inner);
    }
  }

  Uses uses;

private:
  /// auto r = Request(url), Request r = Request(url); not string s = ...
  void note_declaration(const ir::Stmt& s) {
    const ir::Expr& value = s.exprs[0];
    bool own = s.type.empty() || s.type == "auto" ||
               last_name(s.type) == last_name(value.text);
    if (own && may_make(value))
      uses.makers.insert(&value);
    if (formats(value) && !counts(s.type))
      uses.kept_texts.insert(&value);
  }

  void note_assignment(const std::vector<ir::Expr>& sides) {
    if (formats(sides[1]) && !counts(sides[0].type))
      uses.kept_texts.insert(&sides[1]);
  }

  void note(const ir::Expr& e) {
    if (e.kind == ir::ExprKind::binary && e.text == "=" && e.args.size() == 2)
      note_assignment(e.args);
    if (e.kind != ir::ExprKind::call && e.kind != ir::ExprKind::construct)
      return;
    for (const ir::Expr& arg : e.args) {
      if (e.kind == ir::ExprKind::call && may_make(arg))
        uses.makers.insert(&arg);
      if (formats(arg))
        uses.kept_texts.insert(&arg);
    }
  }
};

} // namespace

Uses uses_of(const Program& program) {
  Reader reader;
  for (const Fn& fn : program.functions())
    reader.read(fn.ir->body);
  return std::move(reader.uses);
}

} // namespace imds::analyzer::link
