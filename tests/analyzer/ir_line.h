// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <string>
#include <vector>

// ir as one short line, for tests of the readers: curl(1, "a"), X = f(),
// if (c) {a} else {b}. A value of type "words" ends in "...".
namespace imds::analyzer {

std::string ir_line(const ir::Expr& expr);
std::string ir_line(const ir::Stmt& stmt);
std::string ir_line(const std::vector<ir::Stmt>& block);

} // namespace imds::analyzer
