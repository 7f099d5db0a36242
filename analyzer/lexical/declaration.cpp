// SPDX-License-Identifier: Apache-2.0
//
// Functions and variables of a namespace or class.
//
//   static int A::f(int x) const { ... }     type, name, ( ), body
//   A::A(B b) : a_(b) {}                     no type
//   TEST(A, b) { ... }  DEFINE_string(...)   no type: a macro
//   EXPORT char* WINAPI f(a, b) int a; { }   macros around, K&R parameters
//   const char* x = "a", *y[] = {"b"};       variables
//
// The head is a type and a name; what stands behind the name and its
// parentheses tells the rest. A head that fits nothing is skipped to the next
// ";" or block, so one bad declaration costs itself only.
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

#include <algorithm>

namespace imds::analyzer::lexical {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kLongestHead = 400;
constexpr std::size_t kMostSpecifiers = 24;
constexpr int kMostMacros = 8; // around one declaration

std::string last_component(const std::string& name) {
  std::size_t at = name.rfind("::");
  return at == std::string::npos ? name : name.substr(at + 2);
}

} // namespace

/// Behind a name that may be A::B<C>::~D or A::operator==, or kNone.
std::size_t Reader::declared_name_end(std::size_t at) const {
  std::size_t end = name_end(at, /*strict=*/false);
  std::size_t next = end == kNone ? at : end;
  if (end != kNone && cursor_.at(end).text == "::")
    ++next;
  if (cursor_.at(next).single == '~' && is_plain_name(next + 1))
    return next + 2;
  if (cursor_.at(next).text != "operator")
    return end;
  for (++next; next < cursor_.limit(); ++next) {
    bool call = cursor_.at(next).single == '(' &&
                cursor_.at(next + 1).single == ')' &&
                cursor_.at(next + 2).single == '(';
    if (call)
      return next + 2;
    if (cursor_.at(next).single == '(' || cursor_.at(next).single == ';')
      return next;
  }
  return kNone;
}

/// One step towards [type_begin, type_stop) [name, after): false when done.
bool Reader::refine(Shape& shape) const {
  shape.after = declared_name_end(shape.name);
  if (shape.after == kNone) {
    bool more = is_specifier_at(shape.name) ||
                is_builtin_type(cursor_.at(shape.name).text);
    if (!more)
      return false;
  } else {
    std::size_t next = shape.after;
    bool more = is_plain_name(next) || is_specifier_at(next) ||
                is_builtin_type(cursor_.at(next).text) ||
                cursor_.at(next).single == '*' ||
                cursor_.at(next).single == '&' ||
                cursor_.at(next).text == "operator";
    if (!more)
      return false;
    if (looks_like_macro(cursor_.at(shape.name).text) && is_plain_name(next)) {
      shape.name = next; // int WINAPI f(
      return true;
    }
  }
  shape.type_begin = shape.name; // EXPORT int f(
  std::size_t end = type_end(shape.name);
  if (end == kNone || end == shape.name)
    return false;
  shape.type_stop = shape.name = end;
  return true;
}

/// Reads specifiers, type and name, and ends behind the name. name is empty
/// where there is none.
Reader::Head Reader::read_head() {
  Head head;
  std::size_t begin = cursor_.here();
  std::size_t first = begin;
  for (; first < begin + kMostSpecifiers && is_specifier_at(first); ++first) {
    std::string_view word = cursor_.at(first).text;
    head.is_static = head.is_static || word == "static";
    head.is_virtual = head.is_virtual || word == "virtual";
    head.is_extern = head.is_extern || word == "extern";
  }
  std::size_t end = type_end(begin);
  Shape shape{begin, end, end, kNone};
  if (end != kNone)
    for (int steps = 0; refine(shape) && steps < kMostMacros; ++steps)
      ;
  if (shape.after == kNone) // No type: A::A(, ~A(, operator bool(, MACRO(
    shape = {first, first, first, declared_name_end(first)};
  if (shape.after == kNone)
    return head;
  head.type = type_text(shape.type_begin, shape.type_stop);
  head.name = name_text(shape.name, shape.after);
  head.loc = loc(cursor_.at(shape.name));
  cursor_.go(shape.after);
  return head;
}

void Reader::read_declaration() {
  std::size_t begin = cursor_.here();
  Head head = read_head();
  if (head.name.empty()) {
    cursor_.go(begin);
    return skip_statement();
  }
  if (cursor_.is('(')) {
    if (read_function(head, cursor_.here()))
      return;
    if (head.type.empty())
      return read_nameless(head);
  }
  if (head.type.empty()) { // A macro alone: Q_OBJECT, BEGIN_DECLS.
    cursor_.go(begin + 1);
    return;
  }
  read_variables(head);
}

/// const, noexcept, override, -> T, attributes and macros behind ( ).
std::size_t Reader::skip_qualifiers(std::size_t at) const {
  for (std::size_t steps = 0; steps < kLongestHead; ++steps) {
    const Token& token = cursor_.at(at);
    std::size_t next = skip_attribute(at);
    if (next != at) {
      at = next;
    } else if (token.text == "->") {
      std::size_t type = type_end(at + 1);
      at = type == kNone ? at + 1 : type;
    } else if (token.single == '&' || token.text == "&&") {
      ++at;
    } else if (token.kind == TokenKind::name) {
      if (is_specifier(token.text) && token.text != "const" &&
          token.text != "volatile" && token.text != "mutable" &&
          token.text != "constexpr")
        return at;
      ++at;
      if (cursor_.at(at).single == '(')
        at = cursor_.close_of(at) + 1;
    } else {
      return at;
    }
  }
  return at;
}

/// int f(a, b) int a; char* b; {: behind the old style parameters.
std::size_t Reader::skip_old_params(std::size_t at) const {
  std::size_t start = at;
  for (; at < start + kLongestHead; ++at) {
    const Token& token = cursor_.at(at);
    if (token.single == '{' && at > start && cursor_.at(at - 1).single == ';')
      return at;
    bool fits = token.kind == TokenKind::name || token.single == ';' ||
                token.single == '*' || token.single == ',' ||
                token.single == '[' || token.single == ']';
    if (!fits)
      break;
  }
  return kNone;
}

/// From the ":" of member initializers to the "{" of the body.
std::size_t Reader::skip_initializers(std::size_t at) const {
  for (++at; at < cursor_.limit(); ++at) {
    char c = cursor_.at(at).single;
    if (c == ';')
      return kNone;
    if (c == '(') {
      at = cursor_.close_of(at);
    } else if (c == '{') {
      bool member = is_plain_name(at - 1) || cursor_.at(at - 1).single == '>';
      if (!member)
        return at;
      at = cursor_.close_of(at);
    }
  }
  return kNone;
}

/// Where the body begins whose parameters end at `close`: "{", ":" or "try";
/// ";" for a declaration; kNone for no function.
std::size_t Reader::body_start(std::size_t close) const {
  std::size_t at = skip_qualifiers(close + 1);
  const Token& token = cursor_.at(at);
  if (token.single == '{' || token.text == "try")
    return at;
  if (token.single == ':')
    return skip_initializers(at) == kNone ? kNone : at;
  std::size_t old = skip_old_params(close + 1);
  if (old != kNone)
    return old;
  if (token.single == ';')
    return at;
  bool special = token.single == '=' && (cursor_.at(at + 1).text == "0" ||
                                         cursor_.at(at + 1).text == "default" ||
                                         cursor_.at(at + 1).text == "delete");
  return special ? at + 2 : kNone;
}

/// Whether ( ) hold values and not parameters: std::string url(host + "/x").
bool Reader::holds_values(std::size_t open, std::size_t close) const {
  if (cursor_.at(open + 1).single == '&')
    return true;
  for (std::size_t at = open + 1; at < close; ++at) {
    const Token& token = cursor_.at(at);
    bool literal = token.kind == TokenKind::string ||
                   token.kind == TokenKind::number ||
                   token.kind == TokenKind::character;
    bool sums = token.single == '+' || token.single == '.' ||
                token.single == '?' || token.text == "->";
    if (literal || sums)
      return true;
    if (token.single == '(' || token.single == '[' || token.single == '{')
      at = cursor_.close_of(at);
    else if (token.single == '<' || token.single == '=')
      return false; // int f(A<1> a, int b = 2)
  }
  return false;
}

bool Reader::read_function(const Head& head, std::size_t open) {
  std::size_t close = cursor_.close_of(open);
  std::size_t start = body_start(close);
  if (start == kNone)
    return false;
  bool has_body = cursor_.at(start).single != ';';
  bool value = holds_values(open, close);
  std::string last = last_component(head.name);
  bool own = last_component(scope_.class_name) == last ||
             last.starts_with("~") || head.name.ends_with(last + "::" + last);
  if (!has_body && (value || (head.type.empty() && !own)))
    return false;
  bool macro = has_body && head.type.empty() && !own &&
               head.name.find("::") == std::string::npos && !plain_c_ &&
               looks_like_macro(head.name);
  ir::Function made;
  made.name = qualified(head.name);
  if (macro) {
    made.name = qualified("");
    for (std::size_t i = open + 1; i < close; ++i)
      made.name +=
          cursor_.at(i).single == ',' ? "::" : std::string(cursor_.at(i).text);
  }
  std::size_t cut = made.name.rfind("::");
  made.class_name = !scope_.class_name.empty() ? scope_.class_name
                    : head.name.find("::") == std::string::npos
                        ? ""
                        : made.name.substr(0, cut);
  made.loc = head.loc;
  made.local =
      (head.is_static && scope_.class_name.empty()) || scope_.anonymous;
  made.is_virtual = head.is_virtual;
  for (std::size_t i = close; i < start; ++i)
    made.is_virtual = made.is_virtual || cursor_.at(i).text == "override";
  made.result_type = head.type;
  if (!macro)
    made.params = read_params(open);
  made.has_body = has_body && cursor_.at(start).single != ';' &&
                  cursor_.at(start - 1).single != '=';
  if (made.has_body) {
    read_body(made, close, start);
  } else {
    cursor_.go(start);
    cursor_.take(';');
  }
  unit_.functions.push_back(std::move(made));
  return true;
}

/// MACRO(...) without a body.
void Reader::read_nameless(const Head& head) {
  read_macro_call(head.name);
  cursor_.take(';');
}

void Reader::add_variable(const Head& head, std::vector<Expr> initial) {
  bool member =
      !scope_.class_name.empty() && !head.is_static && function_.empty();
  if (member) {
    unit_.classes[scope_.class_index].fields.push_back(
        {head.name, head.type, head.loc, std::move(initial)});
    return;
  }
  ir::Variable made;
  made.name = qualified(head.name);
  made.type = head.type;
  made.loc = head.loc;
  made.local =
      scope_.class_name.empty() && (head.is_static || scope_.anonymous);
  made.initial = std::move(initial);
  unit_.variables.push_back(std::move(made));
}

/// Behind the first name: [ ] = init, *next ...;
void Reader::read_variables(const Head& first) {
  Head head = first;
  while (!cursor_.done()) {
    cursor_.go(skip_attribute(cursor_.here()));
    int dimensions = read_dimensions();
    cursor_.go(skip_attribute(cursor_.here()));
    if (cursor_.is(':') && !cursor_.is("::")) { // A bit field.
      cursor_.skip();
      read_conditional();
    }
    std::vector<Expr> initial;
    if (std::optional<Expr> given = read_initial(head.type, dimensions))
      initial.push_back(std::move(*given));
    bool declared_only = head.is_extern && initial.empty();
    if (!declared_only)
      add_variable(head, std::move(initial));
    if (!cursor_.take(','))
      break;
    head.type.erase(head.type.find_last_not_of("* ") + 1);
    while (cursor_.is('*') || cursor_.is('&') ||
           is_specifier_at(cursor_.here())) {
      head.type += cursor_.is('*') ? "*" : "";
      cursor_.skip();
    }
    if (!is_plain_name(cursor_.here()))
      break;
    head.name = cursor_.peek().text;
    head.loc = loc();
    cursor_.skip();
  }
  skip_statement();
}

} // namespace imds::analyzer::lexical
