// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// A function, variable, field or class of a file, and the names around it,
/// all without scopes.
struct Item {
  std::string name;
  std::string owner; // class, or ""
  int line = 0;
  int end_line = 0;
  std::set<std::string> uses;   // every name in it
  std::set<std::string> calls;  // callees and constants: to be defined
  std::set<std::string> types;  // its class, bases, classes of its variables
  std::set<std::string> stores; // members and globals that it sets
};

struct FileNames {
  std::vector<Item> items; // by line

  /// The innermost item that covers `line`, else the one that begins nearest
  /// above; nullptr where there is none.
  const Item* around(int line) const;
};

FileNames file_names(const ir::Unit& unit);

/// Whether no name goes on before or behind [at, at + size).
bool is_whole_word(std::string_view text, std::size_t at, std::size_t size);
/// Whether the word there is being defined: a function with a body, a class,
/// a macro, a variable with a value. By shape, without parsing.
bool looks_defined(std::string_view text, std::size_t at, std::size_t size);

} // namespace imds::analyzer
