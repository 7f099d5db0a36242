// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <set>
#include <string>
#include <vector>

namespace imds::analyzer {

/// What a script has from others, and they from it.
struct SourcedNames {
  std::vector<std::string> files; // that it sources, relative to the tree
  std::set<std::string> known;    // their functions and base names
  std::set<std::string> used;     // own functions that others call
};

/// A shell script or Dockerfile, to the language of all readers: each command
/// is a call of "shell" with its words as arguments.
ir::Unit read_shell(const std::string& root, const std::string& file,
                    const SourcedNames& names = {});

/// The functions that a script defines.
std::set<std::string> functions_of(const std::string& root,
                                   const std::string& file);

/// Names of all that the functions of a script call.
std::set<std::string> called_in(const ir::Unit& script);

} // namespace imds::analyzer
