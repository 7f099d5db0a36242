// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <string>
#include <string_view>

namespace imds::analyzer::lexical {

/// Reads C or C++ `text`; `file` is its name, which decides whether it is C
/// and whether its macros are its own. Never fails; linear in the text.
ir::Unit read_text(const std::string& file, std::string_view text);

} // namespace imds::analyzer::lexical
