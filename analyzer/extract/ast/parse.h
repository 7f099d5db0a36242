// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/guards.h"
#include "analyzer/extract/ast/undeclared.h"
#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

/// What one run of Clang gave.
struct Parsed {
  ir::Unit unit;
  std::vector<std::string> read;   // files, absolute
  std::vector<std::string> absent; // places of headers that were not found
  unsigned errors = 0;
  std::set<std::string> stray;     // flags that may repair declarations
  std::set<UnknownMember> unknown; // for a second run
  Inactive inactive;
};

/// Parses one file in this process, with `more` after the task's flags and the
/// `unknown` names declared. Never fails: what Clang cannot make sense of is
/// in unit.errors.
Parsed parse(const ParseTask& task, const std::vector<std::string>& more = {},
             const std::set<UnknownMember>& unknown = {});

} // namespace imds::analyzer
