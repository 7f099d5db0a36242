// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <vector>

namespace imds::analyzer {

/// The token reader sees one file and takes every name that is no local for a
/// global. This looks the names of lexical units up in all units: what is a
/// field of the function's class or its bases becomes one.
void settle_names(std::vector<ir::Unit>& units);

} // namespace imds::analyzer
