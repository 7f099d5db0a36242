// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/clients.h"
#include "analyzer/link/dull.h"
#include "analyzer/link/flow.h"
#include "analyzer/link/program.h"
#include "analyzer/link/store.h"
#include "analyzer/link/uses.h"
#include "analyzer/link/world.h"

#include <set>
#include <unordered_map>

// What a walk (machine.h) is made of: paths, frames, and what all walks share.
namespace imds::analyzer::link {

/// A path after an expression.
struct Path {
  World world;
  Value value;
};
using Paths = std::vector<Path>;

/// A path after several expressions.
struct Tuple {
  World world;
  std::vector<Value> values;
};

inline constexpr std::size_t kMaxEvents = 20000;
inline constexpr int kMaxDepth = 12;        // of calls
inline constexpr std::size_t kMaxPaths = 8; // walked side by side

/// How a path left its block.
enum class Exit { leave, loop_break, loop_continue, raise };
struct Left {
  Exit how = Exit::leave;
  World world;
  Value value;
};

struct Outcome {
  std::vector<World> on;
  std::vector<Left> left;
};

struct Frame {
  const Fn* fn = nullptr;
  int id = 0;
  int parent = -1; // frame whose variables a lambda shares
  int depth = 0;
  int iteration = 0;
  int self = -1; // object, -1: none
  std::string self_class;
  std::vector<Step> stack; // calls that led here, outermost first
  const Frame* caller = nullptr;
  Spot fixed_spot;       // of shell text in a string: its call stands for all
  bool captured = false; // a lambda may still read the variables
  std::set<std::string> arrays;  // variables that are passed by address
  std::set<std::string> strings; // objects that a callee may have by reference
  std::set<std::string> refs;    // reference parameters
};

/// Whether `value` is a pointer that moves through a buffer (cursors.cpp).
bool is_cursor(const Value& value);

/// A call with the values at hand.
struct Call {
  const ir::Expr* e = nullptr;
  std::string name;     // last name of the callee
  std::string full;     // as the reader gave it
  std::string receiver; // class
  bool has_receiver = false;
  Value self;
  std::vector<Value> args;
  std::vector<const ir::Expr*> arg_exprs;
  Spot spot;
};

/// What a request is asked for by: a URL, or a path of a known host.
struct Target {
  Alt alt;
  bool is_url;
};

/// All that leaves by one call.
struct Departure {
  const Bag& given;
  Bag all; // with what its objects carry
  Value addresses;
  Route route;
  const Row* row;          // null: no rule knows the call
  bool guessed = false;    // from the callee's name
  bool few_tokens = false; // fewer than requests
};

/// How many requests were noted so far, and those by calls of rules.
struct Sends {
  std::uint64_t all;
  std::uint64_t known;
};

/// Whether `fn` is being walked already, in `f` or a caller of it.
bool on_stack(const Fn& fn, const Frame& f);

/// The calls of `stack`, and the one that sends.
std::vector<Spot> stack_key(const std::vector<Step>& stack, Spot last);

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
