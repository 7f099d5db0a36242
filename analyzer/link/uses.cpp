// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/uses.h"

#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/text_words.h"

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

/// char *p = buffer; in a function that writes through `p`.
class CursorReader {
public:
  void read(const std::vector<ir::Stmt>& block) {
    for (const ir::Stmt& s : block) {
      if (s.kind == ir::StmtKind::declare && s.exprs.size() == 1)
        note_value(s.text, s.exprs[0]);
      if (s.kind == ir::StmtKind::assign && s.exprs.size() == 2)
        note_assignment(s.exprs, s.text);
      for (const ir::Expr& e : s.exprs)
        visit(e, [&](const ir::Expr& inner) { note(inner); });
      for (const auto& inner : s.blocks)
        read(inner);
    }
  }

  /// Where such pointers are set to the buffer.
  std::vector<const ir::Expr*> starts() const {
    std::vector<const ir::Expr*> out;
    for (const auto& [name, at] : starts_)
      if (written_.contains(name))
        out.push_back(at);
    return out;
  }

private:
  static bool is_var(const ir::Expr& e, const std::string& name) {
    return e.kind == ir::ExprKind::var && e.text == name;
  }

  /// p = buffer, p = buffer + n.
  void note_value(const std::string& name, const ir::Expr& value) {
    const bool sum = value.kind == ir::ExprKind::binary && value.text == "+" &&
                     value.args.size() == 2;
    const ir::Expr& start = sum ? value.args[0] : value;
    const bool place =
        start.kind == ir::ExprKind::var || start.kind == ir::ExprKind::field;
    if (place && start.text != name)
      starts_.emplace_back(name, &start);
  }

  void note_assignment(const std::vector<ir::Expr>& sides,
                       const std::string& op) {
    if (sides[0].kind == ir::ExprKind::var && op == "=")
      note_value(sides[0].text, sides[1]);
    if (is_next(sides[0]))
      written_.insert(sides[0].args[0].args[0].text);
  }

  /// *p++
  static bool is_next(const ir::Expr& e) {
    return e.kind == ir::ExprKind::unary && e.text == "*" &&
           e.args.size() == 1 && e.args[0].kind == ir::ExprKind::unary &&
           e.args[0].text.find("++") != std::string::npos &&
           e.args[0].args.size() == 1 &&
           e.args[0].args[0].kind == ir::ExprKind::var;
  }

  void note(const ir::Expr& e) {
    if (e.kind == ir::ExprKind::binary && e.text.ends_with('=') &&
        e.args.size() == 2)
      note_assignment(e.args, e.text);
    if (e.kind == ir::ExprKind::call && !e.args.empty() &&
        e.args[0].kind == ir::ExprKind::var &&
        (fills_format(last_name(e.text)) || copies_into(last_name(e.text))))
      written_.insert(e.args[0].text);
  }

  std::vector<std::pair<std::string, const ir::Expr*>> starts_;
  std::set<std::string> written_;
};

} // namespace

Uses uses_of(const Program& program) {
  Reader reader;
  for (const Fn& fn : program.functions()) {
    reader.read(fn.ir->body);
    CursorReader cursors;
    cursors.read(fn.ir->body);
    for (const ir::Expr* start : cursors.starts())
      reader.uses.cursors.insert(start);
  }
  return std::move(reader.uses);
}

} // namespace imds::analyzer::link
