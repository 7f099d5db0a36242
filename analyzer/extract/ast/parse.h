// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/common_headers.h"
#include "analyzer/extract/ast/guards.h"
#include "analyzer/extract/ast/undeclared.h"
#include "analyzer/extract/ast/wanted_bodies.h"
#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

/// What one run of Clang gave.
struct Parsed {
  ir::Unit unit;
  std::vector<std::string> read;   // files, absolute
  std::vector<std::string> absent; // where headers were looked for in vain
  unsigned errors = 0;
  unsigned costly = 0;             // of these, in files whose bodies are read
  bool ambiguous = false;          // a name of the tree's is one of std's, too
  bool newer = false;              // std lacks something
  std::set<std::string> stray;     // flags that may repair declarations
  std::set<UnknownMember> unknown; // for a second run
  Inactive inactive;
};

/// What a second reading does otherwise.
struct Otherwise {
  std::vector<std::string> flags;  // after the task's
  std::set<UnknownMember> unknown; // names to declare
  Lines only;                      // bodies to read; empty: all that matter
  bool common = true;              // include the common headers first
};

/// Parses one file in this process. Never fails: what Clang cannot make sense
/// of is in unit.errors.
Parsed parse(const ParseTask& task, const Otherwise& otherwise = {});

/// Runs Clang's `action` on the task's file with `flags` after the task's own.
/// `common`: precompiled headers that kCommonPch is to be, or null.
bool run_clang(const ParseTask& task, const std::vector<std::string>& flags,
               std::unique_ptr<clang::FrontendAction> action,
               clang::DiagnosticConsumer& diagnostics,
               const CommonHeaders* common = nullptr);

/// Adds the files that were read so far, absolute.
void note_files(const clang::SourceManager& sources,
                std::vector<std::string>& into);

} // namespace imds::analyzer
