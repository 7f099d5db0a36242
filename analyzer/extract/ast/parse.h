// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// What one run of Clang is asked.
struct ParseTask {
  std::string root;               // absolute
  std::string file;               // absolute
  std::string directory;          // working directory of the flags
  std::vector<std::string> flags; // without compiler and file
  std::string resource_dir;       // Clang's own headers
  std::string stubs_dir;          // rules/stubs; may be empty
  ir::ReadAs read_as = ir::ReadAs::inferred;
  std::vector<int> hit_lines; // lines of `file` that hold a mention
};

/// A file that the result depends on; `path` absolute.
struct ParseResult {
  ir::Unit unit;
  std::vector<std::string> read;    // files that were read
  std::vector<std::string> missing; // headers as written, found nowhere
};

/// Parses one file in this process. Never fails: what Clang cannot make sense
/// of is in unit.errors, and everything else is in the unit.
ParseResult parse(const ParseTask& task);

} // namespace imds::analyzer
