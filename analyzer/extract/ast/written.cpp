// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/written.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer {
namespace {

constexpr std::size_t kMaxWritten = 200;

bool is_name_byte(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         c == ':' || c == '$';
}

/// The position after "<...>" that begins at `at`, or `at` if it is none.
std::size_t after_angles(llvm::StringRef text, std::size_t at) {
  int depth = 0;
  for (std::size_t i = at; i < text.size() && i < at + kMaxWritten; ++i) {
    if (text[i] == '<')
      ++depth;
    else if (text[i] == '>' && --depth == 0)
      return i + 1;
    else if (text[i] == ';' || text[i] == '{' || text[i] == '"')
      break;
  }
  return at;
}

} // namespace

std::string written_text(clang::SourceRange range, const Places& places) {
  if (range.isInvalid())
    return "";
  const auto& sources = places.sources();
  const auto chars = clang::Lexer::makeFileCharRange(
      clang::CharSourceRange::getTokenRange(range), sources, places.language());
  return clang::Lexer::getSourceText(chars, sources, places.language())
      .substr(0, kMaxWritten)
      .str();
}

std::string plain_name(const std::string& text) {
  std::string out;
  int depth = 0;
  for (const char c : text) {
    depth += c == '<' ? 1 : 0;
    if (depth == 0 && is_name_byte(c))
      out += c;
    depth -= c == '>' && depth > 0 ? 1 : 0;
  }
  return out;
}

std::string last_name(clang::SourceRange range, const Places& places) {
  const std::string text =
      written_text({range.getEnd(), range.getEnd()}, places);
  const bool is_name = !text.empty() && text.find(':') == std::string::npos &&
                       std::ranges::all_of(text, is_name_byte) &&
                       std::isdigit(static_cast<unsigned char>(text[0])) == 0;
  return is_name ? text : "";
}

std::string written_word(const clang::Expr& e, const Places& places) {
  if (e.getBeginLoc() != e.getEndLoc() || e.getBeginLoc().isInvalid())
    return "";
  llvm::SmallString<32> buffer;
  const std::string word = clang::Lexer::getSpelling(
                               places.sources().getSpellingLoc(e.getBeginLoc()),
                               buffer, places.sources(), places.language())
                               .str();
  const bool is_name = !word.empty() &&
                       std::ranges::all_of(word, is_name_byte) &&
                       std::isdigit(static_cast<unsigned char>(word[0])) == 0;
  return is_name ? word : "";
}

std::string written_operator(clang::SourceLocation left_end,
                             clang::SourceLocation right_begin,
                             const Places& places) {
  static const std::set<std::string> kOperators = {
      "+",  "-", "*", "/",  "%",  "=",  "+=", "<<", ">>", "==",
      "!=", "<", ">", "<=", ">=", "&&", "||", "&",  "|",  "^"};
  const auto& sources = places.sources();
  const auto begin = clang::Lexer::getLocForEndOfToken(
      sources.getFileLoc(left_end), 0, sources, places.language());
  const auto text =
      clang::Lexer::getSourceText(clang::CharSourceRange::getCharRange(
                                      begin, sources.getFileLoc(right_begin)),
                                  sources, places.language());
  std::string word = text.trim().str();
  return kOperators.contains(word) ? word : "";
}

WrittenCall written_call(clang::SourceLocation where, const Places& places) {
  const auto [file, offset] =
      places.sources().getDecomposedLoc(places.sources().getFileLoc(where));
  const llvm::StringRef text =
      places.sources().getBufferData(file).substr(offset);
  std::size_t at = 0;
  while (at < text.size() && is_name_byte(text[at]))
    ++at;
  std::string name = text.substr(0, at).str();
  while (at < text.size() && std::isspace(static_cast<unsigned char>(text[at])))
    ++at;
  if (at < text.size() && text[at] == '<')
    at = after_angles(text, at);
  const bool is_call = at < text.size() && text[at] == '(' && !name.empty() &&
                       std::isdigit(static_cast<unsigned char>(name[0])) == 0;
  return {is_call ? std::move(name) : ""};
}

} // namespace imds::analyzer
