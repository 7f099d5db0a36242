// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace imds::analyzer {

/// A row for rules/clients/, made of what an unknown callee got.
struct Suggestion {
  std::string row;                 // JSON, by rules/schema/clients.schema.json
  std::vector<std::string> places; // "file:line" of the calls
};

} // namespace imds::analyzer
