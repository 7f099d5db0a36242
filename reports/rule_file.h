// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

// Rules are data: JSON files under rules/, each checked against a schema of
// rules/schema/ when it is read. A key that the schema does not name, a value
// of the wrong type or broken JSON is an error with file, line and the nearest
// key that exists.
namespace imds {

struct RuleFile {
  std::string path;
  nlohmann::json content; // // and /* */ comments are allowed in the file
};

/// The folder of built-in rules: share/imds-ready/rules beside the program's
/// own bin folder, in the build tree and in an installation alike.
Result<std::string> builtin_rules_dir();

/// Reads every *.json directly in `dir`/`kind` (kind: "clients", "imds", ...),
/// of the built-in rules first and then of each folder of `extra_dirs`
/// (--rules DIR); a file of the same name in a later folder replaces the
/// earlier one. Sorted by file name. Checked against
/// rules/schema/`kind`.schema.json of the built-in rules.
Result<std::vector<RuleFile>>
load_rules(const std::string& kind, const std::vector<std::string>& extra_dirs);

/// Reads one JSON text against one schema; `path` is for messages only.
Result<nlohmann::json> parse_checked(const std::string& path,
                                     const std::string& text,
                                     const nlohmann::json& schema);

/// The candidate nearest to `word` by edit distance, empty where none is near.
std::string nearest(const std::string& word,
                    const std::vector<std::string>& candidates);

} // namespace imds
