// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzer/ir_line.h"

namespace imds::analyzer {

using ir::Expr;
using ir::ExprKind;
using ir::Stmt;
using ir::StmtKind;

namespace {

std::string listed(const std::vector<Expr>& args, std::size_t from = 0) {
  std::string text;
  for (std::size_t i = from; i < args.size(); ++i)
    text += (i == from ? "" : ", ") + ir_line(args[i]);
  return text;
}

std::string arg(const Expr& expr, std::size_t i) {
  return i < expr.args.size() ? ir_line(expr.args[i]) : "<missing>";
}

std::string call_line(const Expr& expr) {
  std::size_t from = 0;
  std::string head = expr.text;
  if (expr.receiver)
    head = arg(expr, from++) + "." + head;
  if (expr.indirect)
    head = "*" + arg(expr, from++);
  return head + "(" + listed(expr.args, from) + ")";
}

std::string init_line(const Expr& expr) {
  std::string text = expr.text + "{";
  for (std::size_t i = 0; i < expr.args.size(); ++i) {
    text += i == 0 ? "" : ", ";
    if (i < expr.names.size() && !expr.names[i].empty())
      text += "." + expr.names[i] + "=";
    text += ir_line(expr.args[i]);
  }
  return text + "}";
}

std::string plain_line(const Expr& expr) {
  switch (expr.kind) {
  case ExprKind::unknown:
    return "?(" + listed(expr.args) + ")";
  case ExprKind::str:
    return '"' + expr.text + '"';
  case ExprKind::integer:
    return expr.text.empty() ? std::to_string(expr.value) : expr.text;
  case ExprKind::null:
    return "null";
  case ExprKind::var:
    return expr.text;
  case ExprKind::global:
    return "::" + expr.text;
  case ExprKind::field:
    return arg(expr, 0) + "->" + expr.text;
  case ExprKind::index:
    return arg(expr, 0) + "[" + arg(expr, 1) + "]";
  case ExprKind::call:
    return call_line(expr);
  case ExprKind::construct:
    return "new " + expr.text + "(" + listed(expr.args) + ")";
  case ExprKind::init_list:
    return init_line(expr);
  case ExprKind::unary:
    return expr.text + arg(expr, 0);
  case ExprKind::binary:
    return "(" + arg(expr, 0) + " " + expr.text + " " + arg(expr, 1) + ")";
  case ExprKind::conditional:
    return "(" + arg(expr, 0) + " ? " + arg(expr, 1) + " : " + arg(expr, 2) +
           ")";
  case ExprKind::lambda:
    return "lambda " + expr.text;
  case ExprKind::func:
    return "&" + expr.text;
  case ExprKind::self:
    return "this";
  }
  return "";
}

std::string first(const Stmt& stmt) {
  return stmt.exprs.empty() ? "" : ir_line(stmt.exprs[0]);
}

std::string braces(const Stmt& stmt, std::size_t i) {
  return "{" + (i < stmt.blocks.size() ? ir_line(stmt.blocks[i]) : "") + "}";
}

std::string choose_line(const Stmt& stmt) {
  std::string text = "switch (" + first(stmt) + ")";
  for (std::size_t i = 0; i < stmt.blocks.size(); ++i)
    text += " " + ir_line(stmt.exprs[i + 1]) + ": " + braces(stmt, i);
  return text;
}

std::string branch_line(const Stmt& stmt) {
  std::string text = "if (" + first(stmt) + ") " + braces(stmt, 0);
  bool otherwise = stmt.blocks.size() > 1 && !stmt.blocks[1].empty();
  return otherwise ? text + " else " + braces(stmt, 1) : text;
}

std::string attempt_line(const Stmt& stmt) {
  std::string text = "try " + braces(stmt, 0);
  for (std::size_t i = 1; i < stmt.blocks.size(); ++i)
    text += " catch " + braces(stmt, i);
  return text;
}

} // namespace

std::string ir_line(const Expr& expr) {
  return plain_line(expr) + (expr.type == "words" ? "..." : "");
}

std::string ir_line(const Stmt& stmt) {
  switch (stmt.kind) {
  case StmtKind::expr:
    return first(stmt);
  case StmtKind::declare:
    return stmt.type + " " + stmt.text +
           (stmt.exprs.empty() ? "" : " = " + first(stmt));
  case StmtKind::assign:
    return first(stmt) + " " + stmt.text + " " + ir_line(stmt.exprs.at(1));
  case StmtKind::branch:
    return branch_line(stmt);
  case StmtKind::loop:
    return stmt.text + (stmt.text2.empty() ? "" : " " + stmt.text2) + " (" +
           first(stmt) + ") " + braces(stmt, 0);
  case StmtKind::choose:
    return choose_line(stmt);
  case StmtKind::leave:
    return stmt.text + (stmt.exprs.empty() ? "" : " " + first(stmt));
  case StmtKind::jump:
    return stmt.text;
  case StmtKind::attempt:
    return attempt_line(stmt);
  case StmtKind::block:
    return (stmt.text.empty() ? "" : "#" + stmt.text + " ") + braces(stmt, 0);
  }
  return "";
}

std::string ir_line(const std::vector<Stmt>& block) {
  std::string text;
  for (const Stmt& stmt : block)
    text += (text.empty() ? "" : "; ") + ir_line(stmt);
  return text;
}

} // namespace imds::analyzer
