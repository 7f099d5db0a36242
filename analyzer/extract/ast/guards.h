// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

namespace imds::analyzer {

/// Lines of the main file that the preprocessor passed over although they
/// hold a mention, and the macros that would turn them on.
struct Inactive {
  std::vector<std::pair<int, int>> lines; // first, last
  std::set<std::string> flags;            // "-DX=1", "-UX"
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
    bool other = false; // in an #else or #elif: it must be false
  };
  void push(clang::SourceLocation where, std::string text);
  void want(const Condition& condition);

  clang::Preprocessor& preprocessor_;
  const std::vector<int>& hits_;
  Inactive& out_;
  std::vector<Condition> open_;
};

} // namespace imds::analyzer
