// SPDX-License-Identifier: Apache-2.0
//
// "out << a << b": what goes into a stream is one text, piece after piece,
// whatever each piece is by itself ("http://" says nothing of IMDS yet). A
// class of the tree may mean its own by "<<"; free operators for a class of the
// tree print it.
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// Standard output and its like: nobody sends what goes there.
bool is_console(const std::string& name) {
  std::string last = last_name(name);
  return last == "cout" || last == "cerr" || last == "clog" || last == "wcout";
}

/// A stream or the buffer of one, by its bases: asio::streambuf in a tree that
/// ships Asio. Its "<<" is the standard's.
bool is_standard_stream(const Program& program, const std::string& type) {
  const auto chain = program.lineage(type);
  return std::ranges::any_of(chain, [](const std::string& name) {
    return is_one_of(last_name(name),
                     {"ostream", "iostream", "streambuf", "basic_ostream",
                      "basic_iostream", "basic_streambuf"});
  });
}

} // namespace

void Machine::add_to_stream(int object, const Value& value, World& w) {
  Bag bag = w.objects.get(object)->bag;
  bool carrier = value.size() == 1 && value[0].kind == Kind::object;
  if (carrier) {
    absorb(bag, value, w, object);
  } else {
    Value more = value;
    clamp(more, w.objects.get(object)->depth);
    Text text = texts(more, w).front();
    Alt alt;
    alt.text = bag.raw.empty() ? text : concat(bag.raw[0].text, text);
    alt.spot = value.empty() ? Spot{} : value[0].spot;
    bag.raw = {alt};
  }
  w.objects[object].edit().bag = std::move(bag);
}

Paths Machine::eval_stream(const ir::Expr& e, Tuple t, Frame& f) {
  Call c;
  c.e = &e;
  c.name = c.full = "operator" + e.text;
  c.has_receiver = true;
  c.self = load(t.values[0], t.world);
  c.args = {t.values[1]};
  c.arg_exprs = {&e.args[1]};
  c.spot = spot(e.loc, f);
  auto at = c.self.size() == 1 ? t.world.objects.find(c.self[0].object)
                               : t.world.objects.end();
  bool object = at != t.world.objects.end() && c.self[0].kind == Kind::object;
  const std::string type =
      object ? s_.program.class_of(at->second->type) : std::string();
  bool own = object && s_.program.find_class(type) &&
             (!is_standard_stream(s_.program, type) ||
              !candidates(c, f, t.world).empty());
  Paths out;
  if (own || (!object && !c.self.empty() && !is_hole(c.self[0])))
    return call(c, f, std::move(t.world));
  const ir::Expr* first = &e.args[0];
  while (first->kind == ir::ExprKind::binary && first->text == e.text)
    first = &first->args[0];
  if (e.text == "<<" && !is_console(first->text)) {
    if (!object && !c.self.empty() && first->kind != ir::ExprKind::integer)
      object = relevant(c.args[0], t.world);
    int id = object ? object_of(c.self[0], t.world, "", f) : -1;
    if (id >= 0) {
      Value text = load(c.args[0], t.world);
      if (e.args[1].type == ir::kCharacter)
        text = character(text).value_or(text);
      add_to_stream(id, text, t.world);
      send_stream(id, c, f, t.world);
    }
  }
  if (e.text == ">>")
    fill_text(e.args[1], call_hole(c, f, t.world), f, t.world);
  out.push_back({std::move(t.world), c.self});
  return out;
}

} // namespace imds::analyzer::link
