// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace imds::analyzer {

/// What is done with a text or number right where it stands.
enum class Use { plain, logged, compared, expected, listed, measured };

/// A text or number in a unit, with what holds it.
struct Literal {
  int line = 0;
  int column = 0;
  int end_line = 0; // of the value that it is a part of
  std::string text;
  Use use = Use::plain;
  std::string function; // qualified, or ""
  std::string holder;   // variable, macro or field that it is the value of
  int function_begin = 0;
  int function_end = 0;
};

struct Literals {
  std::map<std::string, std::vector<Literal>> by_file;
  /// Of constants, by macro or last name.
  std::map<std::string, std::set<Use>> uses;
};

/// What stands in the units, and what is done with it.
Literals literals_of(const std::vector<ir::Unit>& units);

/// A function, or a variable by its initial value, that uses a name.
struct User {
  std::string name; // qualified
  std::string file;
  auto operator<=>(const User&) const = default;
};

/// Who uses a constant: its last name -> users, each once.
std::map<std::string, std::set<User>>
users_of_names(const std::vector<ir::Unit>& units);

} // namespace imds::analyzer
