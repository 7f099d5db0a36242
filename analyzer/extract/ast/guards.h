// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

namespace imds::analyzer {

/// Lines that the preprocessor passed over, and what would turn them on.
struct Skipped {
  std::vector<std::pair<int, int>> lines; // first, last
  std::set<std::string> flags;            // "-DX=1", "-UX"
};

/// What was passed over in the main file.
struct Inactive {
  Skipped hits;     // holds a mention
  Skipped features; // behind a macro that only a configured build defines
};

/// Watches the conditionals of the main file.
class Guards : public clang::PPCallbacks {
public:
  Guards(clang::Preprocessor& preprocessor, const std::vector<int>& hit_lines,
         Inactive& out)
      : preprocessor_(preprocessor), hits_(hit_lines), out_(out) {}

  void If(clang::SourceLocation where, clang::SourceRange condition,
          ConditionValueKind value) override;
  void Elif(clang::SourceLocation where, clang::SourceRange condition,
            ConditionValueKind value, clang::SourceLocation first) override;
  void Ifdef(clang::SourceLocation where, const clang::Token& name,
             const clang::MacroDefinition& definition) override;
  void Ifndef(clang::SourceLocation where, const clang::Token& name,
              const clang::MacroDefinition& definition) override;
  void Else(clang::SourceLocation where, clang::SourceLocation first) override;
  void Endif(clang::SourceLocation where, clang::SourceLocation first) override;
  void SourceRangeSkipped(clang::SourceRange range,
                          clang::SourceLocation end) override;

private:
  struct Condition {
    std::string text;   // as after #if
    bool other = false; // of an #else: it must not hold
  };
  bool is_feature(const Condition& condition) const;
  void note_valued(const Condition& condition, clang::SourceRange skipped);
  std::string text_of(clang::SourceRange condition) const;
  void begin(clang::SourceLocation where, Condition condition);
  void open(clang::SourceLocation where, std::string text);
  void want(const Condition& condition, Skipped& from);

  clang::Preprocessor& preprocessor_;
  const std::vector<int>& hits_;
  Inactive& out_;
  std::set<std::string> valued_;   // macros that stand for some text
  std::vector<std::string> open_;  // texts of the #ifs around here
  std::map<int, Condition> begun_; // by the line of the directive
};

} // namespace imds::analyzer
