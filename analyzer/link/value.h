// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

// What an expression may be: a small set of alternatives. A text keeps what is
// known and where it is not: "http://" + host + "/latest" is two literals
// around a hole. Unknown is a hole with its origin, never a guess.
namespace imds::analyzer::link {

/// A place in the program; `file` indexes Program::files.
struct Spot {
  int file = -1;
  int line = 0;
  int column = 0;
  auto operator<=>(const Spot&) const = default;
};

enum class Origin {
  unknown,
  param,       // of the function where the walk began
  field,       // a member that nobody known sets
  global,      // a variable that nobody known sets
  flag,        // a command line flag
  environment, // getenv and its kin
  call,        // what a call returned
  answer,      // what a request returned
};

/// The reason why a value is not known. Interned; texts hold its index.
struct Hole {
  Origin origin = Origin::unknown;
  std::string name;   // "use_v2", "Config::token", "getenv(X)"
  bool token = false; // made from the answer to a token PUT, or named a token
  int negates = -1;   // true exactly where that other hole is false
  int answers = -1;   // event whose answer this is
  bool allocation = false; // memory: that there was none is nobody's way to ask
  bool body = false;       // what came of a request, not how that went
  std::string preset;      // a flag's, field's or option's default, if known
};

class Holes {
public:
  /// The hole of this origin, name and key; equal ones are one hole.
  int intern(const Hole& hole, const std::string& key);
  const Hole& operator[](int id) const { return all_[std::size_t(id)]; }
  Hole& edit(int id) { return all_[std::size_t(id)]; }

private:
  std::vector<Hole> all_;
  std::unordered_map<std::string, int> ids_; // by key
};

/// A literal, or a hole if `hole` is set. `depth` is the outermost call frame
/// in which the piece was known (0: where the walk began).
struct Piece {
  std::string literal;
  int hole = -1;
  Spot spot;
  int depth = 0;
  bool lent = false; // read from a member of a parameter's object
  bool kept = false; // by a member on another walk: it may not be there yet
  bool operator==(const Piece& o) const {
    return literal == o.literal && hole == o.hole;
  }
};

using Text = std::vector<Piece>;

enum class Kind { text, number, null, object, function, storage };

struct Alt {
  Kind kind = Kind::text;
  Text text;               // text
  std::int64_t number = 0; // number; storage: whether it moves (cursors.cpp)
  std::string name;        // number: spelling; function, storage: name
  int object = -1;         // object; storage in an object; bound receiver
  int frame = -1;          // storage in a frame; frame a lambda captures
  Spot spot;
  int depth = 0;
  bool operator==(const Alt& o) const {
    return kind == o.kind && text == o.text && number == o.number &&
           name == o.name && object == o.object && frame == o.frame;
  }
};

using Value = std::vector<Alt>;

/// At most this many alternatives are kept; more are not told apart.
inline constexpr std::size_t kMaxAlternatives = 8;
inline constexpr std::size_t kMaxPieces = 48;
inline constexpr std::size_t kMaxText = 8192;

Value literal(std::string_view text, Spot spot, int depth);
Value number(std::int64_t n, std::string name, Spot spot, int depth);
Value null_value(Spot spot);
Value object_value(int object, Spot spot, int depth);
/// The text of a number that is a character of a request: 'G', '\r'. Nothing:
/// it is none.
std::optional<Value> character(const Value& number);
Value hole_value(int hole, Spot spot, int depth);

/// The union, without copies, within the bound.
void join(Value& into, const Value& more);
Text concat(const Text& a, const Text& b);
Text cut(const Text& text, std::size_t from, std::size_t count);

bool is_hole(const Alt& alt);       // a text that is one hole
bool is_number(const Value& value); // one
bool is_text(const Value& value);   // or where one is kept; nothing is none
bool all_literal(const Text& text);
/// Of what a buffer holds, the texts: memory of nobody knows what is empty.
Value texts_of(Value held);
std::string flat(const Text& text);  // holes as "{}"
std::string known(const Text& text); // literals only, joined
/// The literals at the start, up to the first hole.
std::string head(const Text& text);

} // namespace imds::analyzer::link
