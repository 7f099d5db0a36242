// SPDX-License-Identifier: Apache-2.0
#pragma once

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
  std::set<std::string> stray;     // flags that may repair declarations
  std::set<UnknownMember> unknown; // for a second run
  Inactive inactive;
};

/// What a second reading does otherwise.
struct Otherwise {
  std::vector<std::string> flags;  // after the task's
  std::set<UnknownMember> unknown; // names to declare
  Lines only;                      // bodies to read; empty: all that matter
};

/// Parses one file in this process. Never fails: what Clang cannot make sense
/// of is in unit.errors.
Parsed parse(const ParseTask& task, const Otherwise& otherwise = {});

} // namespace imds::analyzer
