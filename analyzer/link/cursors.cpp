// SPDX-License-Identifier: Apache-2.0
//
// Pointers that move through a buffer, and what is written there:
//
//   char *p = request;  p += sprintf(p, "GET %s HTTP/1.0\r\n", path);
//   p = stpcpy(p, "Host: 169.254.169.254\r\n");  *p++ = '\n';
//
// Such a pointer (Uses::cursors) stands for the place that it points to. How
// far it has moved is not counted: once it moved, texts come behind what the
// buffer holds.
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

// Alt::number of a place: a cursor at its start, and one that has moved.
constexpr std::int64_t kAtStart = 1;
constexpr std::int64_t kMoved = 2;

bool is_same_place(const Alt& a, const Alt& b) {
  return a.kind == Kind::storage && b.kind == Kind::storage &&
         a.frame == b.frame && a.object == b.object && a.name == b.name;
}

/// The one place that a value points to, as far as any path has moved.
const Alt* place_of(const Value& value) {
  if (value.empty() || value[0].kind != Kind::storage)
    return nullptr;
  const Alt* place = &value[0];
  for (const Alt& alt : value) {
    if (!is_same_place(alt, *place))
      return nullptr;
    place = alt.number > place->number ? &alt : place;
  }
  return place;
}

} // namespace

bool is_cursor(const Value& value) {
  const Alt* place = place_of(value);
  return place && place->number != 0;
}

/// p = buffer: the place itself, where a cursor begins there.
Value Machine::cursor_at(const ir::Expr& e, Value value, Frame& f, World& w) {
  if (!s_.uses.cursors.contains(&e))
    return value;
  Value to = place_of(value) ? value : address_of(e, std::move(value), f, w);
  for (Alt& alt : to)
    if (alt.kind == Kind::storage && alt.number == 0)
      alt.number = kAtStart;
  return to;
}

/// p += n, where p points to a text: the place, moved. Nothing: it does not.
std::optional<Value> Machine::moved_cursor(const Value& value,
                                           const World& w) const {
  const Alt* place = place_of(value);
  if (!place || std::ranges::any_of(load(value, w), [](const Alt& alt) {
        return alt.kind != Kind::text;
      }))
    return std::nullopt;
  Alt moved = *place;
  moved.number = kMoved;
  return Value{moved};
}

/// What a value is once it is kept: a cursor stays one.
Value Machine::as_kept(const Value& value, const World& w) const {
  return is_cursor(value) ? value : load(value, w);
}

/// What a caller gets: no place in the callee that is left.
Value Machine::leaves_with(const Value& value, const Frame& left,
                           const World& w) const {
  const bool lives_on = is_cursor(value) && value[0].frame != left.id;
  return lives_on ? value : load(value, w);
}

/// What the buffer holds once `text` is written where a pointer into it is.
Value Machine::behind(const Value& to, const Value& text, Spot at, int depth,
                      World& w) {
  const Alt* place = place_of(to);
  if (!place || place->number != kMoved)
    return text;
  const Value before = texts_of(load(to, w));
  return before.empty() ? text : joined_texts("+", before, text, at, depth, w);
}

/// *p++ = c.
void Machine::put_character(const Alt& to, const Value& value, const Frame& f,
                            World& w) {
  if (const auto text = character(value))
    write_storage(to, behind({to}, *text, value[0].spot, f.depth, w), f, w);
}

} // namespace imds::analyzer::link
