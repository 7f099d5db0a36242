// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <string>

namespace imds {

/// Where things stand in a JSON text: JSON pointer -> line, of every value and
/// key; and the line of the first syntax error.
struct JsonLines {
  std::map<std::string, int> line_of;
  int error_line = 0;
  std::string error; // empty: the text is JSON
};
JsonLines locate(const std::string& text);

/// What is wrong with a value, and where ("/clients/0/url").
struct SchemaError {
  std::string pointer;
  std::string what;
  std::string hint;
};

/// Checks `value` against the part of JSON Schema that rules/schema/ uses:
/// type, enum, const, pattern, required, properties, patternProperties-free
/// additionalProperties, items, minItems, minLength, anyOf, $ref to #/$defs.
std::optional<SchemaError> check_schema(const nlohmann::json& value,
                                        const nlohmann::json& schema);

} // namespace imds
