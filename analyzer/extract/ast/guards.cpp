// SPDX-License-Identifier: Apache-2.0
// A request behind "#ifdef HAVE_AWS" is in nobody's tree until somebody defines
// HAVE_AWS, and a tree that was never built defines nothing. Where a skipped
// part of the file holds a mention, the macros of its conditions are noted, so
// that the file can be read once more with them.
//
// The reading is simple: a name that must be true is defined as 1, one behind
// "!" is undefined, and comparisons are not solved. "#if 0" names no macro.
// Tested by tests/analyzer/extract/guards_test.cpp.
#include "analyzer/extract/ast/guards.h"

#include <algorithm>
#include <cctype>

namespace imds::analyzer {
namespace {

bool is_name_start(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_name_byte(char c) {
  return is_name_start(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

struct Named {
  std::string name;
  bool negated = false;
};

/// The macros of a condition; "!" before a name, also "!defined(", negates.
std::vector<Named> macros_of(const std::string& text) {
  std::vector<Named> out;
  bool negated = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '!' && i + 1 < text.size() && text[i + 1] != '=')
      negated = true;
    else if (c == '&' || c == '|')
      negated = false;
    if (!is_name_start(c) || (i > 0 && is_name_byte(text[i - 1])))
      continue;
    std::size_t end = i;
    while (end < text.size() && is_name_byte(text[end]))
      ++end;
    const std::string name = text.substr(i, end - i);
    if (name != "defined" && name != "__has_include" && name != "true" &&
        name != "false")
      out.push_back({name, negated});
    i = end - 1;
  }
  return out;
}

} // namespace

void Guards::push(clang::SourceLocation where, std::string text) {
  if (preprocessor_.getSourceManager().isInMainFile(where))
    open_.push_back({std::move(text), false});
}

void Guards::If(clang::SourceLocation where, clang::SourceRange condition,
                ConditionValueKind /*value*/) {
  push(where, clang::Lexer::getSourceText(
                  clang::CharSourceRange::getTokenRange(condition),
                  preprocessor_.getSourceManager(), preprocessor_.getLangOpts())
                  .str());
}

void Guards::Ifdef(clang::SourceLocation where, const clang::Token& name,
                   const clang::MacroDefinition& /*definition*/) {
  push(where, preprocessor_.getSpelling(name));
}

void Guards::Ifndef(clang::SourceLocation where, const clang::Token& name,
                    const clang::MacroDefinition& /*definition*/) {
  push(where, "!" + preprocessor_.getSpelling(name));
}

void Guards::Elif(clang::SourceLocation where, clang::SourceRange /*condition*/,
                  ConditionValueKind /*value*/,
                  clang::SourceLocation /*first*/) {
  if (preprocessor_.getSourceManager().isInMainFile(where) && !open_.empty())
    open_.back().other = true;
}

void Guards::Else(clang::SourceLocation where,
                  clang::SourceLocation /*first*/) {
  if (preprocessor_.getSourceManager().isInMainFile(where) && !open_.empty())
    open_.back().other = true;
}

void Guards::Endif(clang::SourceLocation where,
                   clang::SourceLocation /*first*/) {
  if (preprocessor_.getSourceManager().isInMainFile(where) && !open_.empty())
    open_.pop_back();
}

void Guards::want(const Condition& condition) {
  for (const Named& macro : macros_of(condition.text)) {
    const bool defined = preprocessor_.isMacroDefined(macro.name);
    const bool must_hold = macro.negated == condition.other;
    if (must_hold && !defined)
      out_.flags.insert("-D" + macro.name + "=1");
    else if (!must_hold && defined)
      out_.flags.insert("-U" + macro.name);
  }
}

void Guards::SourceRangeSkipped(clang::SourceRange range,
                                clang::SourceLocation /*end*/) {
  const auto& sources = preprocessor_.getSourceManager();
  if (!sources.isInMainFile(range.getBegin()))
    return;
  const auto first =
      static_cast<int>(sources.getSpellingLineNumber(range.getBegin()));
  const auto last =
      static_cast<int>(sources.getSpellingLineNumber(range.getEnd()));
  const bool hit = std::ranges::any_of(
      hits_, [&](int line) { return line >= first && line <= last; });
  if (!hit)
    return;
  out_.lines.emplace_back(first, last);
  if (!open_.empty())
    want(open_.back());
}

} // namespace imds::analyzer
