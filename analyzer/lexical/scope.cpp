// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <string>
#include <utility>

namespace imds::analyzer::lexical {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kMostSpecifiers = 24;

bool is_access(std::string_view text) {
  return text == "public" || text == "private" || text == "protected" ||
         text == "signals" || text == "Q_SIGNALS" || text == "slots" ||
         text == "Q_SLOTS";
}

} // namespace

ir::Expr Reader::make(ir::ExprKind kind, std::string text, ir::Loc at) const {
  Expr expr;
  expr.kind = kind;
  expr.text = std::move(text);
  expr.loc = at;
  return expr;
}

std::string Reader::qualified(std::string_view name) const {
  return scope_.prefix + std::string(name);
}

void Reader::read_file() {
  while (!cursor_.done()) {
    read_scope();
    cursor_.skip(); // A closing brace without its opening one.
  }
}

/// Up to the end of the enclosing braces.
void Reader::read_scope() {
  if (depth_ >= kMaxDepth)
    return cursor_.go(cursor_.limit());
  ++depth_;
  while (!cursor_.done() && !cursor_.is('}')) {
    std::size_t before = cursor_.here();
    read_scope_item();
    if (cursor_.here() == before)
      cursor_.skip();
  }
  --depth_;
}

void Reader::read_scope_item() {
  const Token& token = cursor_.peek();
  if (token.kind >= TokenKind::if_begin || cursor_.is(';'))
    return cursor_.skip();
  if (token.kind == TokenKind::name) {
    if (is_access(token.text)) {
      cursor_.skip();
      while (is_access(cursor_.peek().text))
        cursor_.skip();
      cursor_.take(':');
      return;
    }
    if (token.text == "template")
      return skip_template_head();
    if (token.text == "static_assert" || token.text == "friend" ||
        token.text == "asm")
      return skip_statement();
    if (read_namespace() || read_alias() || read_enum() || read_class())
      return;
  }
  read_declaration();
}

/// To behind the next ";" at this level, or a block.
void Reader::skip_statement() {
  while (!cursor_.done() && !cursor_.is(';') && !cursor_.is('}')) {
    bool block = cursor_.is('{');
    cursor_.skip_nested();
    if (block)
      return;
  }
  cursor_.take(';');
}

void Reader::skip_template_head() {
  cursor_.skip();
  if (cursor_.is('<')) {
    std::size_t end = template_end(cursor_.here(), /*strict=*/false);
    cursor_.go(end == kNone ? cursor_.here() + 1 : end);
  }
  if (!cursor_.take("requires"))
    return;
  while (!cursor_.done() && (cursor_.is('(') || cursor_.is("&&") ||
                             cursor_.is("||") || cursor_.is('!'))) {
    cursor_.skip_nested();
  }
  std::size_t end = name_end(cursor_.here(), /*strict=*/false);
  bool concept_name = end != kNone && cursor_.at(end - 1).single == '>';
  if (concept_name)
    cursor_.go(end);
}

/// namespace a = b::c;
void Reader::read_namespace_alias(std::size_t name) {
  bool alias = is_plain_name(name) && cursor_.is('=');
  std::size_t target = cursor_.here() + 1;
  std::size_t end = alias ? name_end(target, /*strict=*/false) : kNone;
  if (end != kNone)
    unit_.aliases[qualified(std::string(cursor_.at(name).text))] =
        name_text(target, end);
  skip_statement();
}

/// namespace a::b { }, inline namespace, namespace a = b;, extern "C" { }.
bool Reader::read_namespace() {
  std::size_t at = cursor_.here() + (cursor_.is("inline") ? 1 : 0);
  bool linkage =
      cursor_.is("extern") && cursor_.peek(1).kind == TokenKind::string;
  if (linkage && cursor_.peek(2).single != '{') {
    cursor_.go(cursor_.here() + 2);
    return true;
  }
  if (linkage) {
    cursor_.go(cursor_.here() + 2);
    cursor_.inside([&] { read_scope(); });
    return true;
  }
  if (cursor_.at(at).text != "namespace")
    return false;
  std::size_t name = skip_attribute(at + 1);
  std::size_t end = name;
  while (cursor_.at(end).kind == TokenKind::name ||
         cursor_.at(end).text == "::")
    ++end;
  cursor_.go(end);
  if (!cursor_.is('{')) {
    read_namespace_alias(name);
    return true;
  }
  Scope outer = scope_;
  std::string given = name_text(name, end);
  // namespace LIB_NAMESPACE {: whatever the macro says, most often nothing.
  bool macro = looks_like_macro(given) && given.find('_') != std::string::npos;
  if (end == name)
    scope_.anonymous = true;
  else if (!macro)
    scope_.prefix += given + "::";
  cursor_.inside([&] { read_scope(); });
  scope_ = std::move(outer);
  return true;
}

bool Reader::read_alias() {
  if (cursor_.is("typedef")) {
    cursor_.skip();
    read_typedef();
    return true;
  }
  if (!cursor_.is("using"))
    return false;
  cursor_.skip();
  bool alias = is_plain_name(cursor_.here()) && cursor_.peek(1).single == '=';
  if (alias) {
    std::string name(cursor_.peek().text);
    std::size_t type = cursor_.here() + 2;
    std::size_t end = type_end(type);
    if (end != kNone)
      unit_.aliases[qualified(name)] = type_text(type, end);
  }
  skip_statement();
  return true;
}

/// typedef struct { } name; typedef type name;
void Reader::read_typedef() {
  if (read_enum() || read_class(/*is_typedef=*/true))
    return;
  std::size_t type = cursor_.here();
  std::size_t end = type_end(type);
  bool plain =
      end != kNone && is_plain_name(end) && cursor_.at(end + 1).single == ';';
  if (plain)
    unit_.aliases[qualified(cursor_.at(end).text)] = type_text(type, end);
  skip_statement();
}

/// struct { } *x
bool Reader::names_variable(std::size_t at) const {
  while (cursor_.at(at).single == '*' || is_specifier_at(at))
    ++at;
  return is_plain_name(at);
}

/// Of `struct { ... } table[]`: where it stands is what it has of a name.
std::string Reader::name_by_place() const {
  const Token& here = cursor_.peek();
  return "(nameless " +
         std::to_string(
             XXH32(unit_.main_file.data(), unit_.main_file.size(), 0)) +
         ":" + std::to_string(here.line) + ":" + std::to_string(here.column) +
         ")";
}

/// class EXPORT a::b final : public c { ... } x; false where it is no
/// definition, and then nothing was read.
bool Reader::read_class(bool is_typedef) {
  std::size_t at = cursor_.here();
  std::size_t last = at + kMostSpecifiers;
  while (at < last && is_specifier_at(at) && cursor_.at(at).text != "class" &&
         cursor_.at(at).text != "struct")
    ++at;
  std::string_view key = cursor_.at(at).text;
  if (key != "class" && key != "struct" && key != "union")
    return false;
  std::size_t begin = kNone, end = kNone;
  for (++at; at < last + kMostSpecifiers;) {
    std::size_t next = skip_attribute(at);
    if (next == at && is_plain_name(at) && cursor_.at(at).text != "final") {
      begin = at;
      next = end = name_end(at, /*strict=*/false);
      if (cursor_.at(end).single == '(') // class EXPORT(x) name
        next = cursor_.close_of(end) + 1;
    }
    if (next == at)
      break;
    at = next;
  }
  if (cursor_.at(at).text == "final")
    ++at;
  if (cursor_.at(at).single != '{' && cursor_.at(at).single != ':')
    return false;
  std::string name = begin == kNone ? "" : name_text(begin, end);
  cursor_.go(at);
  std::vector<std::string> bases = read_bases();
  if (!cursor_.is('{'))
    return true;
  if (name.empty() && is_typedef) { // typedef struct { } name;
    std::size_t tail = cursor_.close_of(cursor_.here()) + 1;
    if (is_plain_name(tail))
      name = cursor_.at(tail).text;
  }
  if (name.empty() && names_variable(cursor_.close_of(cursor_.here()) + 1))
    name = name_by_place();
  read_class_body(name, std::move(bases));
  read_class_tail(name);
  return true;
}

std::vector<std::string> Reader::read_bases() {
  std::vector<std::string> bases;
  if (!cursor_.take(':'))
    return bases;
  while (!cursor_.done() && !cursor_.is('{') && !cursor_.is(';')) {
    std::size_t end = name_end(cursor_.here(), /*strict=*/false);
    if (end == kNone || is_access(cursor_.peek().text)) {
      cursor_.skip();
      continue;
    }
    bases.push_back(name_text(cursor_.here(), end));
    cursor_.go(end);
  }
  return bases;
}

void Reader::read_class_body(const std::string& name,
                             std::vector<std::string> bases) {
  Scope outer = scope_;
  scope_.class_name = qualified(name.empty() ? "(anonymous)" : name);
  scope_.prefix = scope_.class_name + "::";
  ir::Class made;
  made.name = scope_.class_name;
  made.bases = std::move(bases);
  scope_.class_index = unit_.classes.size();
  unit_.classes.push_back(std::move(made));
  std::string function = std::exchange(function_, "");
  cursor_.inside([&] { read_scope(); });
  function_ = std::move(function);
  scope_ = std::move(outer);
}

/// } x = { }, *y;
void Reader::read_class_tail(const std::string& name) {
  Head head;
  head.type = name;
  while (cursor_.is('*') || is_specifier_at(cursor_.here()))
    cursor_.skip();
  std::size_t after = skip_attribute(cursor_.here());
  cursor_.go(after);
  if (is_plain_name(cursor_.here()) && cursor_.peek().text != name) {
    head.name = cursor_.peek().text;
    head.loc = loc();
    cursor_.skip();
    return read_variables(head);
  }
  if (is_plain_name(cursor_.here()))
    cursor_.skip();
  cursor_.take(';');
}

bool Reader::read_enum() {
  if (!cursor_.is("enum"))
    return false;
  std::size_t at = cursor_.here() + 1;
  bool scoped =
      cursor_.at(at).text == "class" || cursor_.at(at).text == "struct";
  at = skip_attribute(at + (scoped ? 1 : 0));
  std::string name;
  std::size_t end = name_end(at, /*strict=*/false);
  if (end != kNone) {
    name = name_text(at, end);
    at = end;
  }
  if (cursor_.at(at).single == ':') {
    std::size_t type = type_end(at + 1);
    at = type == kNone ? at + 1 : type;
  }
  if (cursor_.at(at).single != '{')
    return false;
  cursor_.go(at);
  cursor_.inside([&] { read_enumerators(name, scoped); });
  read_class_tail(name);
  return true;
}

/// Each enumerator is a variable with a constant.
void Reader::read_enumerators(const std::string& name, bool scoped) {
  std::int64_t next = 0;
  while (!cursor_.done()) {
    if (cursor_.peek().kind != TokenKind::name) {
      cursor_.skip_nested();
      continue;
    }
    ir::Variable made;
    std::string spelled(cursor_.peek().text);
    made.loc = loc();
    made.type = name;
    made.name = qualified(scoped ? name + "::" + spelled : spelled);
    cursor_.skip();
    Expr value = make(ir::ExprKind::integer, spelled, made.loc);
    if (cursor_.take('=')) {
      Expr given = read_assignment();
      next = given.kind == ir::ExprKind::integer ? given.value : next;
    }
    value.value = next++;
    made.initial.push_back(std::move(value));
    unit_.variables.push_back(std::move(made));
  }
}

} // namespace imds::analyzer::lexical
