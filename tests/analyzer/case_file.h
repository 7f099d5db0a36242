// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

// One readable file is one case. In comments (// or #) it says what must be
// found in it, and nothing else may be:
//
//   send(h); // expect: RULE VERDICT FATE
//
// On a line of its own the comment speaks of the next line. `expect(clang):`
// and `expect(lexical):` hold for one of the two readers only. Anywhere:
//
//   // switch: NAME [DEFAULT]   each finding names this switch
//   // unexplained: 1           so many mentions stay without a state [0]
//   // flags: -DX               compiler flags
//   // lexical: differs WHY     a known gap of the token reader alone
namespace imds::analyzer {

enum class Reader { clang, lexical };

struct Expectations {
  std::string summary;         // the first comment line
  std::set<std::string> found; // "file:line RULE VERDICT FATE"
  std::optional<std::pair<std::string, std::string>> config_switch;
  int unexplained = 0;
  std::vector<std::string> flags;
  bool lexical_gap = false;
};

/// Reads a case: a file, or a folder of files that belong together.
Expectations read_case(const std::string& path, Reader reader);

} // namespace imds::analyzer
