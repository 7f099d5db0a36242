// SPDX-License-Identifier: Apache-2.0
//
// Which values concern a request at all: texts that name IMDS, a verb or a
// token, and objects that hold such. What does not is skimmed.
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {

bool Machine::matters(const Text& text) const {
  for (const Piece& piece : text)
    if (piece.hole >= 0 && s_.holes[piece.hole].token)
      return true;
  std::string all = known(text);
  return verb_of(all) != Verb::unknown || concerns_imds(text, s_.imds) ||
         raw_head(text).verb != Verb::unknown;
}

/// A stream of plain text carries nothing yet.
bool Machine::carries_something(const Bag& bag) const {
  if (bag.raw.empty())
    return !bag.empty();
  Bag rest = bag;
  rest.raw.clear();
  return !rest.empty() || matters(bag.raw[0].text) ||
         known(bag.raw[0].text).starts_with("GET ") ||
         known(bag.raw[0].text).starts_with("PUT ");
}

/// The object that a value is, or that a pointer from nowhere (an allocation, a
/// parameter) points to; -1: none.
int Machine::known_object(const Alt& alt) const {
  if (alt.kind == Kind::object)
    return alt.object;
  if (!is_hole(alt))
    return -1;
  auto at = s_.hole_objects.find(alt.text[0].hole);
  return at == s_.hole_objects.end() ? -1 : at->second;
}

/// The object that goes along with `alt`; -1: none. A context that somebody
/// handed in holds more than one call asks for; only where a setter gave it a
/// URL is it a request.
int Machine::carried_object(const Alt& alt, const World& w) const {
  auto at = w.objects.find(known_object(alt));
  if (at == w.objects.end())
    return -1;
  return handed_in(alt) && !at->second->bag.set_up ? -1 : at->first;
}

bool Machine::relevant(const Value& value, const World& w, int depth) const {
  for (const Alt& alt : value) {
    if (alt.kind == Kind::text && matters(alt.text))
      return true;
    if (alt.kind == Kind::number &&
        !host_of_number(alt.number, s_.imds).empty())
      return true;
    if (alt.kind == Kind::storage) {
      auto at = w.slots.find({alt.frame, alt.name});
      if (alt.object < 0 && at != w.slots.end() && depth < 3 &&
          relevant(at->second, w, depth + 1))
        return true;
    }
    auto at = w.objects.find(carried_object(alt, w));
    if (at == w.objects.end() || depth >= 3)
      continue;
    if (carries_something(at->second->bag))
      return true;
    for (const auto& [name, inner] : at->second->fields)
      if (relevant(inner, w, depth + 1))
        return true;
  }
  return false;
}

} // namespace imds::analyzer::link
