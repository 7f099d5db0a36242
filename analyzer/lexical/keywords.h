// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace imds::analyzer::lexical {

/// static, const, inline ...: may stand before a type and is no part of it.
bool is_specifier(std::string_view name);
/// int, unsigned, auto ...
bool is_builtin_type(std::string_view name);
/// return, if, new, sizeof ...: begins no type and names nothing.
bool is_reserved(std::string_view name);
/// Letters all upper case, three at least: most likely a macro.
bool looks_like_macro(std::string_view name);

} // namespace imds::analyzer::lexical
