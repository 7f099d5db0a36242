// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/places.h"

namespace imds::analyzer {

/// Notes command line flags where their macros are used: DEFINE_string of
/// gflags and its like, ABSL_FLAG. What the macros expand to says less.
class FlagMacros : public clang::PPCallbacks {
public:
  FlagMacros(clang::Preprocessor& preprocessor, const std::string& root,
             ir::Unit& unit);

  void MacroExpands(const clang::Token& name,
                    const clang::MacroDefinition& definition,
                    clang::SourceRange range,
                    const clang::MacroArgs* args) override;

private:
  clang::Preprocessor& preprocessor_;
  ir::Unit& unit_;
  Places places_;
};

} // namespace imds::analyzer
