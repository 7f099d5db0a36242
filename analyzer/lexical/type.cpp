// SPDX-License-Identifier: Apache-2.0
//
// Where does a type end, if the tokens here begin one? Nothing is known about
// names, so these functions only look at shapes:
//
//   const std::map<K, V>* const x      ends before x
//   unsigned long long x               ends before x
//   EXPORT_API struct curl_slist **x   ends before x
//
// `strict` is for expressions, where a < b && c > d must not become a template.
#include "analyzer/lexical/keywords.h"
#include "analyzer/lexical/reader.h"

namespace imds::analyzer::lexical {

namespace {

constexpr std::size_t kNone = static_cast<std::size_t>(-1);
constexpr std::size_t kLongestTemplate = 400;
constexpr std::size_t kMostParts = 24; // of a qualified name, of * & const

} // namespace

bool Reader::is_plain_name(std::size_t at) const {
  const Token& token = cursor_.at(at);
  return token.kind == TokenKind::name && !is_reserved(token.text) &&
         !is_specifier(token.text);
}

bool Reader::is_specifier_at(std::size_t at) const {
  const Token& token = cursor_.at(at);
  return token.kind == TokenKind::name && is_specifier(token.text);
}

/// Behind [[...]], __attribute__((...)), __declspec(...), alignas(...).
std::size_t Reader::skip_attribute(std::size_t at) const {
  const Token& token = cursor_.at(at);
  if (token.single == '[' && cursor_.at(at + 1).single == '[')
    return cursor_.close_of(at) + 1;
  bool named = token.text == "__attribute__" || token.text == "__attribute" ||
               token.text == "__declspec" || token.text == "alignas";
  if (named && cursor_.at(at + 1).single == '(')
    return cursor_.close_of(at + 1) + 1;
  return at;
}

/// Behind the > of the template arguments at `at`, or kNone.
std::size_t Reader::template_end(std::size_t at, bool strict) const {
  int open = 0;
  for (std::size_t i = at; i < at + kLongestTemplate; ++i) {
    const Token& token = cursor_.at(i);
    if (token.kind == TokenKind::end || token.kind >= TokenKind::if_begin)
      return kNone;
    if (token.single == '<')
      ++open;
    else if (token.single == '>' && --open == 0)
      return i + 1;
    else if (token.single == '(' || token.single == '[')
      i = cursor_.close_of(i);
    else if (token.single == ';' || token.single == '{' || token.single == '}')
      return kNone;
    else if (strict && (token.kind == TokenKind::string || token.text == "&&" ||
                        token.text == "||"))
      return kNone;
  }
  return kNone;
}

/// Behind a::b<c>::d, or kNone. Stops before operator and ~.
std::size_t Reader::name_end(std::size_t at, bool strict) const {
  if (cursor_.at(at).text == "::")
    ++at;
  if (!is_plain_name(at))
    return kNone;
  ++at;
  for (std::size_t parts = 0; parts < kMostParts; ++parts) {
    if (cursor_.at(at).single == '<') {
      std::size_t end = template_end(at, strict);
      if (end == kNone)
        return at;
      at = end;
    }
    bool more =
        cursor_.at(at).text == "::" &&
        (is_plain_name(at + 1) || cursor_.at(at + 1).text == "template");
    if (!more)
      return at;
    at += cursor_.at(at + 1).text == "template" ? 3 : 2;
  }
  return at;
}

std::size_t Reader::base_type_end(std::size_t at, bool strict) const {
  std::size_t start = at;
  while (at < start + kMostParts &&
         (is_builtin_type(cursor_.at(at).text) ||
          cursor_.at(at).text == "const" || cursor_.at(at).text == "volatile"))
    ++at;
  if (at != start)
    return at;
  bool of_value = cursor_.at(at).text == "decltype" ||
                  cursor_.at(at).text == "typeof" ||
                  cursor_.at(at).text == "__typeof__";
  if (of_value && cursor_.at(at + 1).single == '(')
    return cursor_.close_of(at + 1) + 1;
  return name_end(at, strict);
}

std::size_t Reader::type_end(std::size_t at, bool strict) const {
  for (std::size_t parts = 0; parts < kMostParts; ++parts) {
    std::size_t next = skip_attribute(at);
    if (next == at && (is_specifier_at(at) || cursor_.at(at).text == "enum" ||
                       cursor_.at(at).text == "union"))
      ++next;
    if (next == at)
      break;
    at = next;
  }
  at = base_type_end(at, strict);
  if (at == kNone)
    return kNone;
  for (std::size_t parts = 0; parts < kMostParts; ++parts) {
    const Token& token = cursor_.at(at);
    bool decoration = token.single == '*' || token.single == '&' ||
                      token.text == "&&" || token.text == "..." ||
                      token.text == "const" || token.text == "volatile" ||
                      token.text == "__restrict" || token.text == "restrict";
    if (!decoration)
      return at;
    ++at;
  }
  return at;
}

std::string Reader::type_text(std::size_t begin, std::size_t end) const {
  std::string text;
  bool name_before = false;
  for (std::size_t i = begin; i < end; ++i) {
    std::size_t next = skip_attribute(i);
    if (next != i) {
      i = next - 1;
      continue;
    }
    const Token& token = cursor_.at(i);
    bool word = token.kind == TokenKind::name;
    if (token.single == '&' || token.text == "&&" || token.text == "..." ||
        (word && (is_specifier(token.text) || token.text == "enum" ||
                  token.text == "union")))
      continue;
    if (word && name_before)
      text += ' ';
    text += token.text;
    name_before = word;
  }
  return text;
}

/// A qualified name without template arguments: "a::b".
std::string Reader::name_text(std::size_t begin, std::size_t end) const {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) {
    const Token& token = cursor_.at(i);
    if (token.single == '<') {
      std::size_t close = template_end(i, /*strict=*/false);
      if (close != kNone) {
        i = close - 1;
        continue;
      }
    }
    if (token.text != "template" && !(text.empty() && token.text == "::"))
      text += token.text;
  }
  return text;
}

} // namespace imds::analyzer::lexical
