// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

namespace imds::analyzer {

/// Makes declarations and calls of what Clang read as comparisons, because it
/// did not know a template: "http::request<Body> r{x};" is (request < Body) >
/// r{x} to it. The variable's later uses in the same body follow.
void find_lost_declarations(std::vector<ir::Stmt>& body);

} // namespace imds::analyzer
