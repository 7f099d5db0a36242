// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"

#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace imds::analyzer {

/// Goes on without headers that are not there, and notes every path where one
/// was looked for in vain: before the folder that has it, or in all of them.
class Includes : public clang::PPCallbacks {
public:
  Includes(clang::Preprocessor& preprocessor, std::vector<std::string>& absent)
      : preprocessor_(preprocessor), absent_(absent) {}

  bool FileNotFound(llvm::StringRef /*name*/) override { return true; }
  void InclusionDirective(clang::SourceLocation hash,
                          const clang::Token& keyword, llvm::StringRef name,
                          bool angled, clang::CharSourceRange range,
                          clang::OptionalFileEntryRef file,
                          llvm::StringRef folder, llvm::StringRef rest,
                          const clang::Module* module, bool imported,
                          clang::SrcMgr::CharacteristicKind kind) override;
  void HasInclude(clang::SourceLocation where, llvm::StringRef name,
                  bool angled, clang::OptionalFileEntryRef file,
                  clang::SrcMgr::CharacteristicKind kind) override;

private:
  /// `until`: the folder that has it; empty: none has.
  void look(clang::SourceLocation from, llvm::StringRef name, bool angled,
            llvm::StringRef until);
  void miss(llvm::StringRef folder, llvm::StringRef name);

  clang::Preprocessor& preprocessor_;
  std::vector<std::string>& absent_;
  std::set<std::tuple<std::string, std::string, bool>> looked_;
};

} // namespace imds::analyzer
