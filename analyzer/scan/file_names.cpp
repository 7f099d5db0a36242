// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/file_names.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace imds::analyzer {

namespace {

using ir::Expr;
using ir::ExprKind;

std::string last_name(std::string_view name) {
  std::size_t cut = name.find('<');
  name = name.substr(0, cut);
  std::size_t at = name.rfind("::");
  return std::string(at == std::string_view::npos ? name : name.substr(at + 2));
}

/// The class names in a type: "std::unique_ptr<a::B>*" has unique_ptr and B.
void add_types(std::string_view type, std::set<std::string>& out) {
  std::string word;
  for (char c : type) {
    if (std::isalnum(static_cast<unsigned char>(c)) || c == '_') {
      word += c;
    } else {
      if (word.size() > 2)
        out.insert(word);
      word.clear();
    }
  }
  if (word.size() > 2)
    out.insert(word);
}

void collect(const Expr& expr, Item& item) {
  switch (expr.kind) {
  case ExprKind::call:
  case ExprKind::construct:
    item.calls.insert(last_name(expr.text));
    item.uses.insert(last_name(expr.text));
    break;
  case ExprKind::global:
  case ExprKind::func:
    item.calls.insert(last_name(expr.text));
    item.uses.insert(last_name(expr.text));
    break;
  case ExprKind::field:
    item.uses.insert(last_name(expr.text));
    break;
  case ExprKind::binary:
    if (expr.text == "=" && !expr.args.empty() &&
        (expr.args[0].kind == ExprKind::field ||
         expr.args[0].kind == ExprKind::global))
      item.stores.insert(last_name(expr.args[0].text));
    break;
  default:
    break;
  }
  if (expr.kind == ExprKind::construct)
    add_types(expr.text, item.types);
  // The scope of a qualified name is a class or namespace: A::kUrl.
  std::size_t scope = expr.text.rfind("::");
  if (scope != std::string::npos && expr.kind != ExprKind::str)
    item.uses.insert(last_name(expr.text.substr(0, scope)));
  for (const Expr& arg : expr.args)
    collect(arg, item);
}

void collect(const std::vector<ir::Stmt>& body, Item& item) {
  for (const ir::Stmt& stmt : body) {
    if (stmt.kind == ir::StmtKind::assign && !stmt.exprs.empty() &&
        (stmt.exprs[0].kind == ExprKind::field ||
         stmt.exprs[0].kind == ExprKind::global))
      item.stores.insert(last_name(stmt.exprs[0].text));
    add_types(stmt.type, item.types);
    for (const Expr& expr : stmt.exprs)
      collect(expr, item);
    for (const auto& block : stmt.blocks)
      collect(block, item);
  }
}

Item item_of(const ir::Function& function) {
  Item item;
  item.name = last_name(function.name);
  item.owner = last_name(function.class_name);
  item.line = function.loc.line;
  item.end_line = std::max(function.end_line, function.loc.line);
  collect(function.body, item);
  if (!item.owner.empty())
    item.types.insert(item.owner);
  for (const ir::Param& param : function.params) {
    add_types(param.type, item.types);
    for (const Expr& initial : param.initial)
      collect(initial, item);
  }
  if (!function.parent.empty()) // A lambda is its function's business.
    item.name = last_name(function.parent);
  return item;
}

template <class V> Item item_of_value(const V& value, std::string owner) {
  Item item;
  item.name = last_name(value.name);
  item.owner = std::move(owner);
  item.line = item.end_line = value.loc.line;
  for (const Expr& initial : value.initial)
    collect(initial, item);
  return item;
}

} // namespace

const Item* FileNames::around(int line) const {
  const Item* best = nullptr;
  for (const Item& item : items) {
    bool covers = item.line <= line && line <= item.end_line;
    bool inner = best == nullptr || item.line >= best->line;
    if (covers && inner)
      best = &item;
  }
  if (best != nullptr)
    return best;
  for (const Item& item : items)
    if (item.line <= line && (best == nullptr || item.line > best->line))
      best = &item;
  return best;
}

FileNames file_names(const ir::Unit& unit) {
  FileNames names;
  for (const ir::Function& function : unit.functions)
    if (function.has_body)
      names.items.push_back(item_of(function));
  for (const ir::Variable& variable : unit.variables)
    names.items.push_back(item_of_value(variable, ""));
  for (const ir::Class& c : unit.classes) {
    Item item;
    item.name = last_name(c.name);
    for (const std::string& base : c.bases)
      item.types.insert(last_name(base));
    item.line = item.end_line = c.fields.empty() ? 0 : c.fields[0].loc.line;
    for (const ir::Field& field : c.fields) {
      add_types(field.type, item.types);
      names.items.push_back(item_of_value(field, last_name(c.name)));
    }
    names.items.push_back(std::move(item));
  }
  std::ranges::sort(names.items, {}, [](const Item& item) {
    return std::pair(item.line, std::string_view(item.name));
  });
  return names;
}

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
    ++at;
  return at;
}

/// Behind the parenthesis at `at`; npos where it is too far away.
std::size_t skip_parens(std::string_view text, std::size_t at) {
  constexpr std::size_t kFarthest = 3000;
  int depth = 0;
  for (std::size_t i = at; i < text.size() && i < at + kFarthest; ++i) {
    if (text[i] == '(')
      ++depth;
    else if (text[i] == ')' && --depth == 0)
      return i + 1;
    else if (text[i] == ';' || text[i] == '{')
      return std::string_view::npos;
  }
  return std::string_view::npos;
}

} // namespace

bool is_whole_word(std::string_view text, std::size_t at, std::size_t size) {
  bool before = at == 0 || !is_word(text[at - 1]);
  bool after = at + size >= text.size() || !is_word(text[at + size]);
  return before && after;
}

bool looks_defined(std::string_view text, std::size_t at, std::size_t size) {
  std::size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  std::string_view before = text.substr(line, at - line);
  if (before.find("#define") != std::string_view::npos ||
      before.find("# define") != std::string_view::npos)
    return true;
  std::size_t next = skip_blanks(text, at + size);
  if (next >= text.size())
    return false;
  bool of_class = before.find("class ") != std::string_view::npos ||
                  before.find("struct ") != std::string_view::npos ||
                  before.starts_with("} ");
  bool scope = text.substr(next, 2) == "::" &&
               before.find('(') == std::string_view::npos;
  if (of_class && (text[next] == '{' || text[next] == ':' ||
                   text.substr(next, 5) == "final" || text[next] == ';'))
    return text[next] != ';' || before.starts_with("} ");
  if (scope)
    return before.find_first_of("=.>") == std::string_view::npos &&
           !before.starts_with(" ");
  if (text[next] == '=' && text[next + 1] != '=')
    return before.find('.') == std::string_view::npos &&
           before.find("->") == std::string_view::npos;
  if (text[next] == '[')
    return before.find_first_not_of(" \t") != std::string_view::npos &&
           before.find("char") != std::string_view::npos;
  if (text[next] != '(')
    return false;
  std::size_t close = skip_parens(text, next);
  if (close == std::string_view::npos)
    return false;
  for (std::size_t i = skip_blanks(text, close);
       i < text.size() && i < close + 300; ++i) {
    if (text[i] == '{' || (text[i] == ':' && text[i + 1] != ':'))
      return true;
    if (text[i] == ';' || text[i] == ')' || text[i] == ',' || text[i] == '=')
      return false;
  }
  return false;
}

} // namespace imds::analyzer
