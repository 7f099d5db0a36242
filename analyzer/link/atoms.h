// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/ir.h"

#include <functional>
#include <set>
#include <string>
#include <vector>

namespace imds::analyzer::link {

/// What a body mentions, by kind; enough to say which functions to walk.
struct Atoms {
  std::vector<const std::string*> texts;
  std::set<std::string> calls;   // last names
  std::set<std::string> methods; // "Class::name" by the receiver's class
  std::set<std::string> globals; // qualified, and free variables
  std::set<std::pair<std::string, std::string>> fields; // class or "", name
  std::set<std::string> overwritten; // members set on every path
};

/// The last name of a callee, and of what make_shared<Provider>() makes.
void note_callee(const std::string& name, std::set<std::string>& out);

Atoms atoms_of(const ir::Function& function);
Atoms atoms_of(const ir::Expr& expression);
void visit(const ir::Expr& e, const std::function<void(const ir::Expr&)>& f);
void visit(const std::vector<ir::Stmt>& block,
           const std::function<void(const ir::Expr&)>& f);

} // namespace imds::analyzer::link
