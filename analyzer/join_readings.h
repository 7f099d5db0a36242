// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

namespace imds::analyzer {

/// Two readings of one function that differ by the macros of `second`
/// (Unit::defined), where only one asks with a token: whoever builds it
/// decides. Puts the first one's body beside the second one's, behind a flag
/// that is named like the macros, and off by default where a build says that
/// they are not defined. `first` keeps its own.
void join_readings(const ir::Unit& first, const ir::Function& read_first,
                   ir::Unit& second, ir::Function& read_second);

} // namespace imds::analyzer
