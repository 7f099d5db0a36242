// SPDX-License-Identifier: Apache-2.0
//
// What calls do to texts, by their names (text_words.h). What a function of
// another name makes of a text is a hole.
#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/text_words.h"

#include <algorithm>

namespace imds::analyzer::link {

/// How many elements an object holds, where that is known.
static std::optional<std::int64_t> size_of(const Object& object) {
  if (object.hole >= 0)
    return std::nullopt;
  if (object.size >= 0)
    return object.size;
  if (!object.bag.headers.empty())
    return 1; // at least
  return std::nullopt;
}

/// What is not known is empty exactly where it does not hold, and asking so
/// asks whether something came.
Value Machine::measure_hole(int hole, bool empty, const Call& c,
                            const Frame& f) {
  auto opposite_of = [&](int of, const char* key) {
    Hole out = s_.holes[hole];
    out.negates = of;
    out.body = true;
    return s_.holes.intern(out, key + std::to_string(hole));
  };
  const int is_empty = opposite_of(hole, "not");
  return hole_value(empty ? is_empty : opposite_of(is_empty, "size"), c.spot,
                    f.depth);
}

/// length, emptiness and truth of a text ask the same of its hole.
std::optional<Value> Machine::measure_call(Call& c, Frame& f, World& w) {
  const bool size =
      is_one_of(c.name, {"size", "length", "strlen", "count", "wcslen",
                         "sds_len", "flb_sds_len", "sdslen", "has_value",
                         "operator bool", "isValid", "strnlen"});
  const bool empty =
      is_one_of(c.name, {"empty", "isEmpty", "isNull", "is_empty", "IsEmpty"});
  if (!size && !empty)
    return std::nullopt;
  const Value subject = load(c.has_receiver   ? c.self
                             : c.args.empty() ? Value{}
                                              : c.args[0],
                             w);
  if (subject.size() != 1)
    return std::nullopt;
  auto counted = [&](std::int64_t n) {
    return number(empty ? n == 0 : n, "", c.spot, f.depth);
  };
  const Alt& alt = subject[0];
  int hole = is_hole(alt) ? alt.text[0].hole : -1;
  if (alt.kind == Kind::object && w.objects.contains(alt.object)) {
    const Held<Object> object = w.objects.get(alt.object);
    if (auto n = size_of(*object))
      return counted(*n);
    hole = object->hole;
  }
  if (hole >= 0)
    return measure_hole(hole, empty, c, f);
  if (alt.kind == Kind::null)
    return counted(0);
  // if (url_.empty()) url_ = ask_for_it();
  if (alt.kind != Kind::text ||
      std::ranges::any_of(alt.text, [](const Piece& p) { return p.kept; }))
    return std::nullopt;
  const std::size_t length = known(alt.text).size();
  if (all_literal(alt.text) || (empty && length > 0))
    return counted(std::int64_t(length));
  return std::nullopt;
}

/// Whether a method of the tree that is named like an access to what an object
/// holds sets or sends something: request.get().
bool Machine::does_more(const Call& c, const Frame& f, const World& w) const {
  bool out = false;
  for (const Fn* fn : candidates(c, f, w))
    visit(fn->ir->body, [&](const ir::Expr& e) {
      out = out || (e.kind == ir::ExprKind::call &&
                    s_.touching_names.contains(last_name(e.text)));
    });
  return out;
}

/// int concat(a, b, &out) of the tree: what it makes is not what it returns.
bool Machine::returns_status(const Call& c, const Frame& f,
                             const World& w) const {
  return std::ranges::any_of(candidates(c, f, w), [](const Fn* fn) {
    const std::string& type = fn->ir->result_type;
    return fn->ir->has_body &&
           (type == "int" || type == "bool" || type == "void");
  });
}

std::optional<Value> Machine::environment_call(Call& c, Frame& f, World& w) {
  if (!reads_environment(c.name) || c.args.empty() || c.has_receiver)
    return std::nullopt;
  std::string name = known(texts(c.args[0], w).front());
  if (name.empty())
    return std::nullopt;
  return hole_value(fresh_hole(Origin::environment, name, "env:" + name),
                    c.spot, f.depth);
}

/// pointer.reset(made): what it points to from now on.
bool Machine::resets_pointer(const Call& c, const Frame& f,
                             const World& w) const {
  if (c.name != "reset" || !c.has_receiver || c.args.size() != 1 || !c.e)
    return false;
  return is_smart_pointer(c.receiver) ||
         is_smart_pointer(std::string(scope_of(c.full))) ||
         candidates(c, f, w).empty();
}

/// What a receiver gives of itself: text.c_str(), stream.str(), pointer.get().
std::optional<Value> Machine::receiver_call(Call& c, Frame& f, World& w) {
  if (c.has_receiver && is_text(c.self)) {
    if (auto value = method_of_text(c, f, w))
      return value;
    const bool composite = !c.self.empty() && !is_hole(c.self[0]);
    if (gives_self(c.name) && (composite || c.args.empty()))
      return c.self;
  }
  if (resets_pointer(c, f, w))
    return set_receiver(load(c.args[0], w), c, f, w), Value{};
  const bool object = c.has_receiver && c.self.size() == 1 &&
                      c.self[0].kind == Kind::object && c.args.empty();
  if (object && c.name == "str")
    if (Value raw = w.objects.get(c.self[0].object)->bag.raw; !raw.empty())
      return raw;
  const bool points =
      is_one_of(c.name, {"get", "operator*", "operator->", "value",
                         "operator bool", "lock", "release"});
  if (object && points && !does_more(c, f, w))
    return c.self;
  return std::nullopt;
}

/// strdup(x), move(x): the first of its arguments that holds a text.
std::optional<Value> Machine::first_text(const Call& c, World& w) const {
  const bool any = is_one_of(c.name, {"move", "forward", "ref"});
  auto wanted = [&](const Alt& a) {
    return any ||
           (a.kind == Kind::number &&
            !host_of_number(a.number, s_.imds).empty()) ||
           (a.kind == Kind::text && !known(a.text).empty());
  };
  for (const Value& arg : c.args) {
    Value value = load(arg, w);
    if (collects(arg, w))
      if (Value raw = w.objects.get(value[0].object)->bag.raw; !raw.empty())
        return raw;
    if (std::ranges::any_of(value, wanted))
      return value;
  }
  return std::nullopt;
}

/// join(a, b), copy_list(a), strdup(a): what comes of the arguments.
std::optional<Value> Machine::argument_call(Call& c, Frame& f, World& w) {
  if (forgets_elements(c, w))
    return Value{};
  if (c.has_receiver)
    return std::nullopt;
  if (joins_all(c.name) && !returns_status(c, f, w))
    if (Value joined = join_call(c, f, w); !joined.empty())
      return joined;
  if (!c.args.empty() && copies_list(c.name))
    if (Value list = load(c.args[0], w); relevant(list, w))
      return list;
  return gives_first(c.name) ? first_text(c, w) : std::nullopt;
}

std::optional<Value> Machine::text_call(Call& c, Frame& f, World& w) {
  for (auto reader :
       {&Machine::environment_call, &Machine::measure_call,
        &Machine::variadic_call, &Machine::format_call, &Machine::mutation_call,
        &Machine::receiver_call, &Machine::argument_call})
    if (auto value = (this->*reader)(c, f, w))
      return value;
  return std::nullopt;
}

std::optional<Value> Machine::text_construct(Call& c, Frame& f, World& w) {
  std::string name = lower(c.name);
  bool text_type =
      has_word(name, {"string", "qurl", "qbytearray", "uri", "url", "cursor",
                      "qlatin1", "cstring", "sds", "regex_literal", "piece"}) ||
      name == "path" || name == "sstring";
  const bool holds_texts =
      has_word(name, {"stream", "builder", "list", "array"});
  if (!text_type || (holds_texts && name != "qbytearray"))
    return std::nullopt;
  if (s_.program.find_class(c.receiver) &&
      !s_.program.find_class(c.receiver)->fields.empty())
    return std::nullopt;
  if (c.args.empty())
    return literal("", c.spot, f.depth);
  Value first = load(c.args[0], w);
  if (is_text(first))
    return first;
  if (first.size() == 1 && first[0].kind == Kind::object) {
    const Bag& bag = w.objects.get(first[0].object)->bag;
    if (!bag.raw.empty())
      return bag.raw;
    if (!bag.url.empty())
      return bag.url;
  }
  if (first.size() == 1 && first[0].kind == Kind::null)
    return literal("", c.spot, f.depth);
  return call_hole(c, f, w);
}

} // namespace imds::analyzer::link
