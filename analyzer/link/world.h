// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/branching_map.h"
#include "analyzer/link/flow.h"
#include "analyzer/link/held.h"
#include "analyzer/link/value.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

// The state of one path through the program: variables, objects, and what had
// to be true to be here.
namespace imds::analyzer::link {

struct Header {
  Text name; // or the whole line "Name: value"
  Value value;
  bool may = false; // not on every path that was joined here
};

/// What an object carries of a request: a handle, a header list, a stream, a
/// client, a URL. Objects linked to it add what they carry.
struct Bag {
  Value url, host, path, method, raw, shell;
  std::vector<Header> headers;
  std::vector<Alt> words;   // texts of no known use yet: names, values
  std::vector<int> linked;  // objects
  std::vector<int> lists;   // those of them that were set as the headers
  bool no_list = false;     // or none of `lists` was, on another path
  std::vector<Alt> outputs; // storage that the answer is written to
  bool upload = false;      // libcurl: CURLOPT_UPLOAD ...
  bool sized = false;       // ... with CURLOPT_INFILESIZE
  bool open = false;        // something from a parameter may hold headers
  bool set_up = false;      // a setter gave it what it asks for
  bool empty() const {
    return url.empty() && host.empty() && path.empty() && method.empty() &&
           raw.empty() && shell.empty() && headers.empty() && words.empty() &&
           linked.empty();
  }
};

struct Fn;
struct Row;

/// Of an object that is sent though no call does it: by the library that
/// called back for it, or by a class that nobody has seen.
struct Later {
  std::vector<Step> stack; // to where it was made; empty: nothing waits
  const Fn* fn = nullptr;  // that made it
  const Row* row = nullptr;
};

struct Object {
  std::string type;
  std::map<std::string, Value> fields; // members, and elements as "[0]"
  int size = -1;                       // of an array whose elements are known
  int hole = -1;                       // what stands for it in conditions
  int depth = 0;                       // frame that first knew it
  bool list = false;                   // made from braces: members by position
  bool shown = false; // to a callee that nobody knows, which may fill it in
  Later later;        // what sends it, if nothing else does
  Bag bag;
};

struct Slot {
  int frame = 0;
  std::string name;
  auto operator<=>(const Slot&) const = default;
};

struct World {
  BranchingMap<Slot, Held<Value>> slots;
  BranchingMap<int, Held<Object>> objects;
  std::vector<Held<Guard>> guards;
  std::vector<int> sent; // events of this path, in order

  std::optional<bool> decided(const std::string& key) const;
  /// Adds the assumption; false: it contradicts an earlier one.
  bool assume(const Guard& guard);
};

/// Whether a text may decide a request.
using Matters = std::function<bool(const Text&)>;

/// How far plain numbers keep two worlds apart, behind a branch that matters.
enum class Numbers { none, truth, all };

/// What two worlds must have in common to be walked as one.
std::uint64_t signature(const World& world, const Matters& matters,
                        Numbers numbers);
/// Keeps the paths apart that differ in what decides a request and joins the
/// others. `worlds` never holds more than `most` afterwards.
void merge(std::vector<World>& worlds, std::size_t most, const Matters& matters,
           Numbers numbers = Numbers::all);
/// The two as one: alternatives add, headers that only one has become "may".
World join(const World& a, const World& b);
void join(Object& into, const Object& more);

} // namespace imds::analyzer::link
