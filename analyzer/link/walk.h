// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/clients.h"
#include "analyzer/link/shared.h"
#include "analyzer/link/world.h"

#include <set>
#include <string>
#include <vector>

// What a walk (machine.h) is made of: paths, frames, calls.
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

} // namespace imds::analyzer::link
