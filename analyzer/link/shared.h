// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/clients.h"
#include "analyzer/link/dull.h"
#include "analyzer/link/flow.h"
#include "analyzer/link/program.h"
#include "analyzer/link/store.h"
#include "analyzer/link/uses.h"
#include "reports/imds.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace imds::analyzer::link {

/// What all walks share.
struct Shared {
  Shared(const Program& p, const Imds& i, const Clients& c)
      : program(p), imds(i), clients(c) {}

  const Program& program;
  const Imds& imds;
  const Clients& clients;
  Holes holes;
  Store store;
  Flows flows;
  std::set<int> touching; // functions that may reach a request
  std::set<int> naming;   // those of them that reach a text that names IMDS
  std::set<std::string> touching_names; // their last names, and rules' calls
  std::set<std::string> hot_fields;     // members and globals that hold such
  std::map<const ir::Stmt*, Digest> digests;
  Uses uses;                         // what is done with calls
  std::set<std::string> set_globals; // variables that some function sets
  std::set<std::string> setters;     // last names of what does nothing else
  std::unordered_map<int, int>
      hole_objects; // what a hole points to, once it was used
  std::unordered_map<std::string, int>
      ids; // deterministic object and frame ids
  std::map<std::string, std::size_t> event_ids;
  std::map<std::string, int> alike; // first of events that are one to callers
  std::set<int> heavy;              // functions that cost much and sent nothing
  std::set<int> sending; // functions that sent something when entered
  int round = -2;        // of all walks; -2: what members hold at first
  /// Ways by which a request goes to a known other host, too.
  std::set<std::vector<Spot>> elsewhere;
  std::uint64_t sends = 0; // requests noted, again or for the first time
  std::uint64_t puts = 0;  // token PUTs among them
  std::uint64_t known = 0; // those by a call that a rule knows to send
  bool fetches = false;    // something names the path of the token
  bool opened = false;     // an event depends on who called the walk's function
  std::vector<std::unique_ptr<ir::Function>> scripts; // out of strings
};

} // namespace imds::analyzer::link
