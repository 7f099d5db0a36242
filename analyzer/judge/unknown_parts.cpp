// SPDX-License-Identifier: Apache-2.0
#include "analyzer/judge/unknown_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace imds::analyzer {
namespace {

using link::Hole;
using link::Origin;

constexpr std::size_t kLongestName = 40;

/// What gives a text from a text: its name says nothing about the value.
bool is_accessor(const std::string& name) {
  constexpr const char* kNames[] = {"begin", "c_str", "data",   "str",
                                    "get",   "value", "string", "operator[]"};
  return std::ranges::find(kNames, name) != std::end(kNames);
}

/// "Config::role" and "role" are read at a glance; an expression is not.
bool tells_much(const std::string& name) {
  return !name.empty() && name.size() <= kLongestName && !is_accessor(name) &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == ':' || c == '.' ||
                  c == '-';
         });
}

std::string came_from(const Hole& hole) {
  switch (hole.origin) {
  case Origin::param:
    return "a parameter";
  case Origin::field:
    return "a member";
  case Origin::global:
    return "a variable";
  case Origin::flag:
    return "a command line flag";
  case Origin::environment:
    return "read from the environment";
  case Origin::call:
    return fmt::format("what '{}' returned", hole.name);
  case Origin::answer:
    return fmt::format("made from the answer to '{}'", hole.name);
  case Origin::unknown:
    break;
  }
  return "nothing tells what it is";
}

} // namespace

std::string with_names(const link::Text& text, const link::Holes& holes) {
  std::string out;
  for (const link::Piece& piece : text)
    if (piece.hole < 0)
      out += piece.literal;
    else if (const Hole& hole = holes[piece.hole]; tells_much(hole.name))
      out += '{' + hole.name + '}';
    else
      out += "...";
  return out;
}

std::vector<UnknownPart> unknown_parts(const link::Text& text,
                                       const link::Holes& holes) {
  std::vector<UnknownPart> out;
  std::set<std::string> told;
  for (const link::Piece& piece : text) {
    if (piece.hole < 0 || piece.spot.file < 0)
      continue;
    const Hole& hole = holes[piece.hole];
    if (tells_much(hole.name) && told.insert(hole.name).second)
      out.push_back({piece.spot, fmt::format("{{{}}} is not known: {}",
                                             hole.name, came_from(hole))});
  }
  return out;
}

} // namespace imds::analyzer
