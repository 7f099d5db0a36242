// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"
#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

/// Lines of the main file, first and last.
using Lines = std::vector<std::pair<int, int>>;

/// Decides which function bodies Clang reads; it skips over all others.
class WantedBodies {
public:
  /// `only`: where not empty, bodies of the main file that may reach into
  /// these lines, and no others.
  WantedBodies(const ParseTask& task, Lines only)
      : task_(task), only_(std::move(only)),
        relevant_(task.relevant.begin(), task.relevant.end()) {}

  /// `where`: of the function's name.
  bool wants(const clang::SourceManager& sources, clang::SourceLocation where);

private:
  bool wants_file(const clang::SourceManager& sources, clang::FileID id) const;

  const ParseTask& task_;
  const Lines only_;
  const std::set<std::string> relevant_;
  std::map<clang::FileID, bool> known_;
};

/// Keeps Sema from instantiating function bodies at the end of the unit.
class NoInstantiations : public clang::ExternalSemaSource {
public:
  void InitializeSema(clang::Sema& sema) override { sema_ = &sema; }
  void ForgetSema() override { sema_ = nullptr; }

  using Pending = llvm::SmallVectorImpl<
      std::pair<clang::ValueDecl*, clang::SourceLocation>>;
  void ReadPendingInstantiations(Pending& more) override;

private:
  clang::Sema* sema_ = nullptr;
};

} // namespace imds::analyzer
