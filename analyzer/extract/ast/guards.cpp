// SPDX-License-Identifier: Apache-2.0
// A request behind "#ifdef HAVE_AWS" is in nobody's tree until somebody defines
// HAVE_AWS, and a tree that was never built defines nothing. Where a skipped
// part of the file holds a mention, the macros of its conditions are noted, so
// that the file can be read once more with them.
//
// The reading is simple: a name that must be true is defined as 1, one behind
// "!" is undefined, and comparisons are not solved. "#if 0" names no macro.
// Tested in tests/analyzer/extract/.
#include "analyzer/extract/ast/guards.h"

#include <algorithm>
#include <cctype>
#include <string_view>

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

/// Macros of compilers and systems, which a tree does not choose.
bool is_platform(const std::string& name) {
  static constexpr std::string_view kParts[] = {
      "WIN",   "APPLE",     "MSC",   "BSD",   "ANDROID", "SOLARIS",
      "sun",   "cplusplus", "DEBUG", "TEST",  "VERSION", "GNUC",
      "CLANG", "clang",     "AIX",   "CYGWIN"};
  return name.starts_with("__") ||
         std::ranges::any_of(kParts, [&](std::string_view part) {
           return name.find(part) != std::string::npos;
         });
}

} // namespace

std::string Guards::text_of(clang::SourceRange condition) const {
  return clang::Lexer::getSourceText(
             clang::CharSourceRange::getTokenRange(condition),
             preprocessor_.getSourceManager(), preprocessor_.getLangOpts())
      .str();
}

/// A skipped part is reported after its end, and then only by its place: so
/// what each directive asked is kept by line.
void Guards::begin(clang::SourceLocation where, Condition condition) {
  const auto& sources = preprocessor_.getSourceManager();
  if (sources.isInMainFile(where))
    begun_[static_cast<int>(sources.getSpellingLineNumber(where))] =
        std::move(condition);
}

void Guards::open(clang::SourceLocation where, std::string text) {
  if (preprocessor_.getSourceManager().isInMainFile(where))
    open_.push_back(text);
  begin(where, {std::move(text), false});
}

void Guards::If(clang::SourceLocation where, clang::SourceRange condition,
                ConditionValueKind /*value*/) {
  open(where, text_of(condition));
}

void Guards::Ifdef(clang::SourceLocation where, const clang::Token& name,
                   const clang::MacroDefinition& /*definition*/) {
  open(where, preprocessor_.getSpelling(name));
}

void Guards::Ifndef(clang::SourceLocation where, const clang::Token& name,
                    const clang::MacroDefinition& /*definition*/) {
  open(where, "!" + preprocessor_.getSpelling(name));
}

void Guards::Elif(clang::SourceLocation where, clang::SourceRange condition,
                  ConditionValueKind /*value*/,
                  clang::SourceLocation /*first*/) {
  begin(where, {text_of(condition), false});
}

void Guards::Else(clang::SourceLocation where,
                  clang::SourceLocation /*first*/) {
  if (!open_.empty())
    begin(where, {open_.back(), true});
}

void Guards::Endif(clang::SourceLocation where,
                   clang::SourceLocation /*first*/) {
  if (preprocessor_.getSourceManager().isInMainFile(where) && !open_.empty())
    open_.pop_back();
}

void Guards::want(const Condition& condition, Skipped& from) {
  for (const Named& macro : macros_of(condition.text)) {
    const bool defined = preprocessor_.isMacroDefined(macro.name);
    const bool must_hold = macro.negated == condition.other;
    if (must_hold && !defined)
      from.flags.insert("-D" + macro.name + "=1");
    else if (!must_hold && defined)
      from.flags.insert("-U" + macro.name);
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
  const auto begun = begun_.find(first);
  if (begun == begun_.end())
    return;
  note_valued(begun->second, range);
  if (!hit && !is_feature(begun->second))
    return;
  Skipped& into = hit ? out_.hits : out_.features;
  into.lines.emplace_back(first, last);
  want(begun->second, into);
}

/// "#ifdef USE_CURL" and not "#ifdef _WIN32": a choice of the project.
bool Guards::is_feature(const Condition& condition) const {
  const auto macros = macros_of(condition.text);
  return !condition.other && !macros.empty() &&
         std::ranges::all_of(macros, [&](const Named& macro) {
           return !macro.negated && !is_platform(macro.name) &&
                  !valued_.contains(macro.name) &&
                  !preprocessor_.isMacroDefined(macro.name);
         });
}

/// "#ifdef NAMESPACE / namespace NAMESPACE {": it stands for something that
/// nobody knows here, and 1 would break what lies behind it.
void Guards::note_valued(const Condition& condition,
                         clang::SourceRange skipped) {
  llvm::StringRef text = clang::Lexer::getSourceText(
      clang::CharSourceRange::getCharRange(skipped),
      preprocessor_.getSourceManager(), preprocessor_.getLangOpts());
  const auto macros = macros_of(condition.text);
  while (!text.empty()) {
    const auto [line, rest] = text.split('\n');
    text = rest;
    if (line.ltrim().starts_with("#"))
      continue;
    for (const Named& word : macros_of(line.str()))
      if (std::ranges::find(macros, word.name, &Named::name) != macros.end())
        valued_.insert(word.name);
  }
}

} // namespace imds::analyzer
