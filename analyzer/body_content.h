// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <set>
#include <string>

namespace imds::analyzer {

/// What a body holds, as far as it decides whether a version lost something.
struct Content {
  std::set<std::string> texts;
  std::multiset<std::string> calls;
  std::set<std::string> fed;    // of these, with something given
  std::set<std::string> names;  // of all kinds, last parts
  std::set<std::string> made;   // types that are constructed
  std::set<std::string> valued; // variables with a value that was computed
  std::set<std::string> bare;   // variables without
  std::set<std::string> declared;
  std::set<int> returns;  // lines that return something
  std::set<int> computed; // of these, what was computed
};

Content content_of(const ir::Function& function);

/// Adds what an expression holds.
void collect(const ir::Expr& expr, Content& content);

/// Whether something in it is named a token, a header or a variable.
bool names_token(const Content& content);

/// "a::b::c" -> "c".
std::string last_part(const std::string& name);

} // namespace imds::analyzer
