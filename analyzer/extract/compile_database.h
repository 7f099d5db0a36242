// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <string>
#include <vector>

namespace imds::analyzer {

struct CompileCommand {
  std::string file;                   // absolute, without ".."
  std::string directory;              // absolute
  std::vector<std::string> flags;     // cleaned
  std::vector<std::string> responses; // files that the flags stand in
};

/// Reads compile_commands.json in `folder`, or `folder` itself if it is a
/// file. Entries that name no file or no command are left out; a database
/// without any usable entry is an error.
Result<std::vector<CompileCommand>>
read_compile_database(const std::string& folder);

} // namespace imds::analyzer
