// SPDX-License-Identifier: Apache-2.0
// A unit as text that reads like the program it came from, for tests and
// --dump-ir. One statement a line, blocks indented:
//
//   function Ec2::role [Ec2] (url: std::string) -> std::string  role.cpp:7
//     declare body: std::string = http_get("http://..." + url)
//     if !empty(body)
//       return body
//
// Tested in tests/analyzer/extract/.
#include "analyzer/ir.h"

#include <fmt/format.h>

#include <iterator>

namespace imds::analyzer::ir {
namespace {

std::string text_of(const Expr& e);

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7f)
      out += fmt::format("\\x{:02x}", byte);
    else
      out += c;
  }
  return out + '"';
}

std::string list(const std::vector<Expr>& args, std::size_t from,
                 const std::vector<std::string>& names = {}) {
  std::string out;
  for (std::size_t i = from; i < args.size(); ++i) {
    out += i == from ? "" : ", ";
    if (i < names.size() && !names[i].empty())
      out += "." + names[i] + "=";
    out += text_of(args[i]);
  }
  return out;
}

std::string arg(const Expr& e, std::size_t i) {
  return i < e.args.size() ? text_of(e.args[i]) : "?";
}

std::string names_of(const Expr& e) {
  return e.names.empty() ? "" : fmt::format("<{}>", fmt::join(e.names, " "));
}

std::string call_text(const Expr& e) {
  std::size_t next = 0;
  std::string out;
  if (e.receiver)
    out += arg(e, next++) + (e.dispatched ? "~>" : ".");
  if (e.indirect)
    out += "(*" + arg(e, next++) + ")";
  out += e.text;
  if (e.receiver && !e.type.empty())
    out += "@" + e.type;
  return out + "(" + list(e.args, next) + ")";
}

std::string text_of(const Expr& e) {
  switch (e.kind) {
  case ExprKind::unknown:
    return "?(" + list(e.args, 0) + ")";
  case ExprKind::str:
    return quoted(e.text) + names_of(e);
  case ExprKind::integer:
    return e.text.empty() ? std::to_string(e.value) + names_of(e)
                          : fmt::format("{}={}", e.text, e.value);
  case ExprKind::null:
    return "null";
  case ExprKind::var:
    return e.text;
  case ExprKind::global:
    return "::" + e.text;
  case ExprKind::field:
    return arg(e, 0) + "." + e.text;
  case ExprKind::index:
    return arg(e, 0) + "[" + arg(e, 1) + "]";
  case ExprKind::call:
    return call_text(e);
  case ExprKind::construct:
    return "new " + e.text + "(" + list(e.args, 0) + ")";
  case ExprKind::init_list:
    return e.text + "{" + list(e.args, 0, e.names) + "}";
  case ExprKind::unary:
    return e.text + arg(e, 0);
  case ExprKind::binary:
    return "(" + arg(e, 0) + " " + e.text + " " + arg(e, 1) + ")";
  case ExprKind::conditional:
    return fmt::format("({} ? {} : {})", arg(e, 0), arg(e, 1), arg(e, 2));
  case ExprKind::lambda:
    return "lambda " + e.text;
  case ExprKind::func:
    return "&" + e.text;
  case ExprKind::self:
    return "this";
  }
  return "?";
}

std::string with_type(const std::string& name, const std::string& type) {
  return type.empty() ? name : name + ": " + type;
}

std::string with_initial(const std::vector<Expr>& initial) {
  return initial.empty() ? "" : " = " + text_of(initial[0]);
}

/// Writes statements, two spaces deeper a block.
class Writer {
public:
  explicit Writer(std::string& out) : out_(out) {}

  void block(const std::vector<Stmt>& stmts, int depth) {
    for (const Stmt& s : stmts)
      stmt(s, depth);
  }

private:
  void line(int depth, const std::string& text) {
    out_.append(static_cast<std::size_t>(depth) * 2, ' ');
    out_ += text + '\n';
  }

  void blocks(const Stmt& s, int depth, const char* between) {
    for (std::size_t i = 0; i < s.blocks.size(); ++i) {
      if (i > 0 && !s.blocks[i].empty())
        line(depth, between);
      block(s.blocks[i], depth + 1);
    }
  }

  static std::string expr(const Stmt& s, std::size_t i) {
    return i < s.exprs.size() ? " " + text_of(s.exprs[i]) : "";
  }

  void choose(const Stmt& s, int depth) {
    line(depth, "switch" + expr(s, 0));
    for (std::size_t i = 0; i < s.blocks.size(); ++i) {
      const bool labelled =
          i + 1 < s.exprs.size() && s.exprs[i + 1].kind != ExprKind::null;
      line(depth, labelled ? "case" + expr(s, i + 1) : "default");
      block(s.blocks[i], depth + 1);
    }
  }

  void loop(const Stmt& s, int depth) {
    const std::string variable = s.text2.empty() ? "" : " " + s.text2 + " :";
    line(depth, s.text + variable + expr(s, 0));
    blocks(s, depth, "");
  }

  void stmt(const Stmt& s, int depth) {
    switch (s.kind) {
    case StmtKind::expr:
      return line(depth, expr(s, 0).substr(s.exprs.empty() ? 0 : 1));
    case StmtKind::declare:
      return line(depth, "declare " + with_type(s.text, s.type) +
                             with_initial(s.exprs));
    case StmtKind::assign:
      return line(depth, expr(s, 0).substr(1) + " " + s.text + expr(s, 1));
    case StmtKind::branch:
      line(depth, "if" + expr(s, 0));
      return blocks(s, depth, "else");
    case StmtKind::loop:
      return loop(s, depth);
    case StmtKind::choose:
      return choose(s, depth);
    case StmtKind::leave:
    case StmtKind::jump:
      return line(depth, s.text + expr(s, 0));
    case StmtKind::attempt:
      line(depth, "try");
      return blocks(s, depth, "catch");
    case StmtKind::block:
      line(depth, "block " + s.text + s.text2);
      return blocks(s, depth, "");
    }
  }

  std::string& out_;
};

std::string place(const Unit& unit, const Loc& loc) {
  const auto file = static_cast<std::size_t>(loc.file);
  const bool known = loc.file >= 0 && file < unit.files.size();
  return fmt::format("  {}:{}", known ? unit.files[file] : "?", loc.line);
}

void write_function(std::string& out, const Unit& unit, const Function& f) {
  std::string params;
  for (const Param& p : f.params)
    params += (params.empty() ? "" : ", ") + with_type(p.name, p.type) +
              with_initial(p.initial);
  out += fmt::format("function {}{}{}{}{}{} ({}) -> {}{}\n", f.name,
                     f.class_name.empty() ? "" : " [" + f.class_name + "]",
                     f.local ? " local" : "", f.is_virtual ? " virtual" : "",
                     f.parent.empty() ? "" : " in " + f.parent,
                     f.has_body ? "" : " declared", params, f.result_type,
                     place(unit, f.loc));
  for (const std::string& name : f.overrides)
    out += "  overrides " + name + "\n";
  Writer(out).block(f.body, 1);
}

void write_class(std::string& out, const Unit& unit, const Class& c) {
  out += fmt::format("class {}{}{}\n", c.name, c.bases.empty() ? "" : " : ",
                     fmt::join(c.bases, ", "));
  for (const Field& f : c.fields)
    out += "  " + with_type(f.name, f.type) + with_initial(f.initial) +
           place(unit, f.loc) + "\n";
}

} // namespace

std::string to_text(const Unit& unit) {
  static constexpr const char* kReadAs[] = {"build", "inferred", "repaired",
                                            "lexical"};
  std::string out = fmt::format("unit {} ({})\n", unit.main_file,
                                kReadAs[static_cast<int>(unit.read_as)]);
  for (const std::string& error : unit.errors)
    out += "error " + error + "\n";
  for (const auto& [name, type] : unit.aliases)
    out += "alias " + name + " = " + type + "\n";
  for (const Class& c : unit.classes)
    write_class(out, unit, c);
  for (const Variable& v : unit.variables)
    out += fmt::format("variable {}{}{}{}{}\n", with_type(v.name, v.type),
                       v.local ? " local" : "", v.flag ? " flag" : "",
                       with_initial(v.initial), place(unit, v.loc));
  for (const Function& f : unit.functions)
    write_function(out, unit, f);
  return out;
}

} // namespace imds::analyzer::ir
