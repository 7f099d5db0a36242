// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <vector>

namespace imds::analyzer {

/// Turns comparisons that are calls of templates back into calls.
void find_lost_templates(std::vector<ir::Stmt>& body);

} // namespace imds::analyzer
