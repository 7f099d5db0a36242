// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace imds::analyzer::lexical {

/// The bytes of a string or character literal of any prefix, raw or not; code
/// points beyond ASCII become UTF-8.
std::string literal_bytes(std::string_view token);

/// The value of an integer literal; nullopt for a floating one. A value
/// beyond 64 bits wraps.
std::optional<std::int64_t> integer_value(std::string_view token);

} // namespace imds::analyzer::lexical
