// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/atoms.h"
#include "analyzer/link/clients.h"
#include "analyzer/link/program.h"
#include "analyzer/link/store.h"
#include "reports/imds.h"

#include <set>
#include <vector>

namespace imds::analyzer::link {

/// Which functions matter: where walks begin and which callees they enter.
class Reach {
public:
  Reach(const Program& program, const Imds& imds, const Clients& clients);

  /// Functions that mention something of IMDS: a literal, a global or a member
  /// that holds one (by `store`), or an SDK call that needs none.
  std::set<int> seeds(const Store& store, Store::Holds how) const;
  /// Members and globals that hold something of IMDS, by last name.
  std::set<std::string> hot_names(const Store& store) const;
  /// Names of calls that rules without a class know.
  std::set<std::string> client_names() const;
  /// Functions that may reach a request, seeds included.
  std::set<int> touching(const std::set<int>& seeds) const;
  /// Last names of these, and of all functions of a script that is among them.
  std::set<std::string> names_of(const std::set<int>& touching) const;
  /// Whether a text of the program is the path of the token PUT.
  bool fetches_tokens() const;
  /// Whether others than `callers` may run `fn`: it overrides a method, its
  /// name is used without a call, or is a single word, whose users the scan may
  /// have passed over as too many.
  bool is_given_away(int fn) const;
  /// Functions that call `fn`, by name; lambdas stand for their parents.
  std::vector<int> callers(int fn) const;
  /// How many calls of `fn` the body of `caller` has, by name.
  std::size_t calls(int caller, int fn) const;

private:
  bool hot(const std::string& text) const;
  bool hot(const Atoms& atoms) const;
  void hold(const std::set<std::string>& names);
  void find_hot_globals();
  int owner(int fn) const;
  bool has_its_own(int caller, int fn) const;

  const Program& program_;
  const Imds& imds_;
  const Clients& clients_;
  std::vector<Atoms> atoms_; // by function
  std::set<std::string> globals_;
  std::set<std::string> held_;  // last names of all that is used without a call
  std::set<std::string> calls_; // functions with a hot default argument
  std::map<std::string, std::vector<int>> calling_; // last name -> functions
  std::map<std::string, std::vector<int>> defined_;
};

} // namespace imds::analyzer::link
