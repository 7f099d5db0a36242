// SPDX-License-Identifier: Apache-2.0
#include "analyzer/body_content.h"

#include "reports/lower.h"

#include <algorithm>

namespace imds::analyzer {

std::string last_part(const std::string& name) {
  const auto at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

/// "std::make_unique<a::T>" -> "T"; a call whose T nobody knows loses it.
static std::string template_argument(const std::string& callee) {
  const auto open = callee.find('<');
  if (open == std::string::npos || !callee.ends_with('>'))
    return "";
  return last_part(callee.substr(open + 1, callee.size() - open - 2));
}

void collect(const ir::Expr& expr, Content& content) {
  if (expr.kind == ir::ExprKind::str) {
    content.texts.insert(expr.text);
    content.names.insert(expr.names.begin(), expr.names.end()); // its macros
  }
  if (expr.kind == ir::ExprKind::call && !expr.text.empty()) {
    content.calls.insert(last_part(expr.text));
    if (expr.args.size() > std::size_t(expr.receiver))
      content.fed.insert(last_part(expr.text));
  }
  if (expr.kind != ir::ExprKind::str && !expr.text.empty())
    content.names.insert(last_part(expr.text));
  if (expr.kind == ir::ExprKind::construct)
    content.made.insert(last_part(expr.text));
  if (expr.kind == ir::ExprKind::call)
    content.names.insert(template_argument(expr.text));
  for (const auto& arg : expr.args)
    collect(arg, content);
}

namespace {

/// Something that runs: a literal or a name says little about what was lost.
bool is_computed(const ir::Expr& expr) {
  return expr.kind == ir::ExprKind::call ||
         (expr.kind == ir::ExprKind::construct && !expr.args.empty()) ||
         std::ranges::any_of(expr.args, is_computed);
}

/// struct options o = {.request = r};
bool has_members(const ir::Stmt& declaration) {
  return !declaration.exprs.empty() &&
         declaration.exprs[0].kind == ir::ExprKind::init_list &&
         std::ranges::any_of(declaration.exprs[0].args, [](const auto& arg) {
           return arg.kind == ir::ExprKind::var ||
                  arg.kind == ir::ExprKind::field;
         });
}

void collect_value(const ir::Stmt& stmt, Content& content) {
  const bool computed = !stmt.exprs.empty() && is_computed(stmt.exprs[0]);
  if (stmt.kind == ir::StmtKind::leave && !stmt.exprs.empty())
    content.returns.insert(stmt.loc.line);
  if (stmt.kind == ir::StmtKind::leave && computed)
    content.computed.insert(stmt.loc.line);
  if (stmt.kind == ir::StmtKind::declare && (computed || has_members(stmt)))
    content.valued.insert(stmt.text);
  if (stmt.kind == ir::StmtKind::declare)
    content.declared.insert(stmt.text);
  if (stmt.kind == ir::StmtKind::declare && stmt.exprs.empty())
    content.bare.insert(stmt.text);
}

void collect(const std::vector<ir::Stmt>& body, Content& content) {
  for (const auto& stmt : body) {
    collect_value(stmt, content);
    for (const auto& expr : stmt.exprs)
      collect(expr, content);
    for (const auto& block : stmt.blocks)
      collect(block, content);
  }
}

} // namespace

Content content_of(const ir::Function& function) {
  Content content;
  collect(function.body, content);
  return content;
}

bool names_token(const Content& content) {
  const auto names = [](const std::string& text) {
    return lower(text).find("token") != std::string::npos;
  };
  return std::ranges::any_of(content.texts, names) ||
         std::ranges::any_of(content.names, names);
}

} // namespace imds::analyzer
