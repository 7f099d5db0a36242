// SPDX-License-Identifier: Apache-2.0
//
// What operators make of two values: numbers computed, texts joined, pointers
// moved on.
#include "analyzer/link/machine.h"

#include <algorithm>
#include <optional>

namespace imds::analyzer::link {
namespace {

/// Two known numbers. Nothing: of this operator nothing is known.
std::optional<std::int64_t> computed(const std::string& op, std::int64_t a,
                                     std::int64_t b) {
  const auto x = std::uint64_t(a), y = std::uint64_t(b);
  if (op == "+")
    return std::int64_t(x + y);
  if (op == "-")
    return std::int64_t(x - y);
  if (op == "*")
    return std::int64_t(x * y);
  if (op == "|")
    return a | b;
  if (op == "&")
    return a & b;
  if (op == "<<" && b >= 0 && b < 64)
    return std::int64_t(x << y);
  return std::nullopt;
}

bool is_pointer(const std::string& type) { // or an array
  return type.ends_with('*') || type.ends_with(']');
}

} // namespace

/// A pointer into a list, moved on: the list without its first elements.
Value Machine::step_list(const Alt& list, std::int64_t by, const ir::Expr& e,
                         const Frame& f, World& w) {
  Spot at = spot(e.loc, f);
  const Held<Object> from = w.objects.get(list.object);
  int object =
      make_object(from->type, f, at, w, "step" + std::to_string(list.object));
  Object& to = w.objects[object].edit();
  to.list = true;
  to.size = from->size - int(by);
  for (int i = 0; i < to.size; ++i)
    if (auto e2 = from->fields.find("[" + std::to_string(i + by) + "]");
        e2 != from->fields.end())
      to.fields["[" + std::to_string(i) + "]"] = e2->second;
  to.bag = from->bag;
  return object_value(object, at, f.depth);
}

Value Machine::arithmetic(const std::string& op, const Alt& a, const Alt& b) {
  if (auto n = computed(op, a.number, b.number))
    return number(*n, "", a.spot, std::min(a.depth, b.depth));
  return hole_value(fresh_hole(Origin::unknown, op, "op" + op), {}, 0);
}

/// pointer + by: into a list or a text. Nothing: `by` is appended. Nobody
/// appends a control character: a small number moves a pointer.
std::optional<Value> Machine::moved_pointer(const Value& pointer,
                                            std::int64_t by, const ir::Expr& e,
                                            const Frame& f, World& w) {
  if (pointer.size() == 1 && pointer[0].kind == Kind::object && by > 0)
    if (auto at = w.objects.find(pointer[0].object);
        at != w.objects.end() && at->second->size >= by)
      return step_list(pointer[0], by, e, f, w);
  const bool moves = by >= 0 && (by < ' ' || is_pointer(e.type));
  if (!moves || std::ranges::any_of(pointer, is_hole))
    return std::nullopt;
  Value out = pointer;
  for (Alt& alt : out)
    alt.text = cut(alt.text, std::size_t(by), kMaxText);
  return out;
}

/// Each text of `a` before each of `b`, a slash between where `op` is "/".
Value Machine::joined_texts(const std::string& op, const Value& a,
                            const Value& b, Spot at, int depth, World& w) {
  Value out;
  const std::vector<Text> left = texts(a, w), right = texts(b, w);
  for (const Text& x : left)
    for (const Text& y : right) {
      if (out.size() >= kMaxAlternatives)
        return out;
      Alt alt;
      Text middle;
      if (op == "/" && !head(y).starts_with('/'))
        middle = {{"/", -1, at, depth}};
      alt.text = concat(concat(x, middle), y);
      alt.spot = at;
      alt.depth = depth;
      link::join(out, {alt});
    }
  return out;
}

Value Machine::binary(const std::string& op, const Value& a, const Value& b,
                      const World& w, const ir::Expr& e, const Frame& f) {
  World& world = const_cast<World&>(w);
  if (is_number(a) && is_number(b))
    return arithmetic(op, a[0], b[0]);
  if (op == "+" && is_number(b))
    if (auto moved = moved_pointer(a, b[0].number, e, f, world))
      return *moved;
  const Spot at = spot(e.loc, f);
  if (op == "+" && !is_pointer(e.type)) // text += '/', '/' + text
    if (const auto last = character(b), first = character(a); last || first)
      return joined_texts(op, first.value_or(a), last.value_or(b), at, f.depth,
                          world);
  if (op != "+" && op != "/")
    return hole_value(
        fresh_hole(Origin::unknown, op, "op" + op + std::to_string(e.loc.line)),
        at, f.depth);
  return joined_texts(op, a, b, at, f.depth, world);
}

} // namespace imds::analyzer::link
