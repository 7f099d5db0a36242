// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/value.h"

#include <functional>
#include <string_view>

namespace imds::analyzer::link {

/// The next argument of a format, as text; called with its position.
using NextArgument = std::function<Text(std::size_t)>;

/// "%s/%d" filled in: every conversion takes the next argument ("*" takes one
/// for the width, too).
Text fill_printf(const Text& format, const NextArgument& argument);
/// "{}/{0}/{name}" and "$0" and "%1".
Text fill_braces(const Text& format, const NextArgument& argument);
Text fill_numbered(const Text& format, char mark, const NextArgument& argument);

/// Whether a text has printf conversions.
bool has_conversion(std::string_view text);

} // namespace imds::analyzer::link
