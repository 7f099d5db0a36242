// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace imds::analyzer::link {

/// What a statement mentions, made once.
struct Digest {
  bool hot = false; // texts that matter
  std::set<std::string> vars, fields, calls;
  std::map<std::string, bool> written; // true: with what a call gave
  std::set<std::string> pointed;       // of which *p or p[i] is written
  std::set<std::string> members;       // that are written
  bool leaves = false;                 // may return
  std::vector<const ir::Expr*> gives;  // constants that it may return
  bool gives_other = false;            // or something else, or nothing
  bool breaks = false;                 // may break, continue or throw
  bool lambda = false;
  int asked = -1;     // round of the last question whether ...
  bool meets = false; // ... a name in it matters
};

} // namespace imds::analyzer::link
