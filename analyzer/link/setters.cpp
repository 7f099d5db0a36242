// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/setters.h"

#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/settings.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kSmallSetter = 4; // statements

/// What is set: assigned, stepped, or its address given away.
class Targets {
public:
  explicit Targets(const Program& program) : program_(program) {}

  std::set<std::string> of(const Fn& fn) {
    begin(fn.file(), fn.ir->name);
    read(fn.ir->body);
    visit(fn.ir->body, [&](const ir::Expr& e) { look_at(e); });
    return out_;
  }

  /// static struct option options[] = {{"imdsv1", no_argument, &use_v1, 1}};
  std::set<std::string> of(const Global& table) {
    begin(table.files->front(), table.ir->name);
    for (const ir::Expr& initial : table.ir->initial)
      visit(initial, [&](const ir::Expr& e) { look_at(e); });
    return out_;
  }

private:
  void begin(int file, const std::string& user) {
    file_ = file;
    user_ = user;
    out_.clear();
  }

  void look_at(const ir::Expr& e) {
    const bool sets = (e.kind == ir::ExprKind::unary &&
                       (e.text == "&" || e.text.size() == 2)) ||
                      (e.kind == ir::ExprKind::binary && e.text == "=");
    if (sets && !e.args.empty())
      note(e.args[0]);
  }

  void read(const std::vector<ir::Stmt>& block) {
    for (const ir::Stmt& s : block) {
      if (s.kind == ir::StmtKind::assign && !s.exprs.empty())
        note(s.exprs[0]);
      for (const auto& inner : s.blocks)
        read(inner);
    }
  }

  void note(const ir::Expr& target) {
    if (target.kind != ir::ExprKind::global)
      return;
    if (const Global* g = program_.global(target.text, file_, user_))
      out_.insert(g->ir->name);
  }

  const Program& program_;
  int file_ = -1;
  std::string user_;
  std::set<std::string> out_;
};

} // namespace

std::set<std::string> set_globals(const Program& program) {
  std::set<std::string> out;
  Targets targets(program);
  for (const Fn& fn : program.functions())
    out.merge(targets.of(fn));
  for (const auto& [name, globals] : program.globals())
    for (const Global& global : globals)
      out.merge(targets.of(global));
  return out;
}

bool only_sets(const Fn& fn) {
  const auto& body = fn.ir->body;
  const bool straight = body.size() <= kSmallSetter &&
                        std::ranges::all_of(body, [](const ir::Stmt& s) {
                          return s.kind == ir::StmtKind::assign ||
                                 s.kind == ir::StmtKind::declare ||
                                 s.kind == ir::StmtKind::leave;
                        });
  bool calls = false;
  if (straight)
    visit(body, [&](const ir::Expr& e) {
      calls = calls || e.kind == ir::ExprKind::call;
    });
  return straight && !calls;
}

bool asks_outside(const Fn& fn, const Program& program) {
  const std::vector<ir::Stmt>& body = fn.ir->body;
  if (body.size() != 1 || body[0].kind != ir::StmtKind::leave ||
      body[0].exprs.size() != 1)
    return false;
  const ir::Expr& said = body[0].exprs[0];
  const bool compares = said.kind == ir::ExprKind::binary &&
                        said.args[1].kind == ir::ExprKind::integer;
  const bool negates = said.kind == ir::ExprKind::unary && said.text == "!";
  if (!compares && !negates)
    return false;
  const ir::Expr& asked = said.args[0];
  return asked.kind == ir::ExprKind::call && !asked.receiver &&
         !setting_of(asked) && !reads_environment(last_name(asked.text)) &&
         program.named(asked.text, fn.file()).empty() &&
         std::ranges::all_of(asked.args, [](const ir::Expr& arg) {
           return arg.kind == ir::ExprKind::str ||
                  arg.kind == ir::ExprKind::integer || names_constant(arg.text);
         });
}

std::set<std::string> setters(const Program& program,
                              const std::set<std::string>& globals) {
  std::set<std::string> out;
  Targets targets(program);
  for (const Fn& fn : program.functions()) {
    if (!only_sets(fn))
      continue;
    const std::set<std::string> set = targets.of(fn);
    if (std::ranges::any_of(set, [&](const std::string& name) {
          return globals.contains(name);
        }))
      out.insert(last_name(fn.ir->name));
  }
  return out;
}

} // namespace imds::analyzer::link
