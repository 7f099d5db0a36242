// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"
#include "analyzer/mention.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// What the linker reads of files that were read more than once: each function
/// in its best version, and the token reader's for what Clang lost. The result
/// has Clang's units first, then one lexical unit a file where one is needed.
/// `sdk` are names of an SDK's classes that ask by themselves.
std::vector<ir::Unit> merge_units(std::vector<ir::Unit> from_clang,
                                  std::vector<ir::Unit> lexical,
                                  const std::vector<Mention>& mentions,
                                  const std::vector<std::string>& sdk = {});

} // namespace imds::analyzer
