// SPDX-License-Identifier: Apache-2.0
// A rule file's text against a schema: accepted, or an error with a line.
#include "reports/rule_file.h"

#include <cstdlib>

static const nlohmann::json kSchema = nlohmann::json::parse(R"({
  "type": "object", "additionalProperties": false,
  "properties": {"id": {"type": "string"},
    "calls": {"type": "array", "items": {"type": "object",
      "additionalProperties": {"type": "integer"}}}}})");

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  auto result = imds::parse_checked("f", text, kSchema);
  if (!result && !result.error().where.starts_with("f:"))
    std::abort();
  return 0;
}
