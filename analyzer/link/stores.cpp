// SPDX-License-Identifier: Apache-2.0
//
// Stores: to variables, members, elements, and through pointers. What is
// stored in a member or global is also told to the program-wide store, with
// whether the program finds the value out as it runs or is set up with it.
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool sets_up(const std::string& function) {
  std::string last = lower(last_name(function));
  if (last_name(scope_of(function)) == last_name(function))
    return true; // a constructor
  for (const char* word :
       {"init", "new", "create", "setup", "config", "parse", "option", "load",
        "main", "set_", "arg", "default", "clear", "reset", "free", "destroy"})
    if (last.find(word) != std::string::npos)
      return true;
  return false;
}

/// What a setter or constructor was handed is one object's, not its class's.
Value as_given(Value value, int depth) {
  for (Alt& alt : value)
    for (Piece& piece : alt.text)
      piece.lent = piece.lent || piece.depth < depth;
  return value;
}

} // namespace

void Machine::note_store(const std::string& key, const std::string& name,
                         const Value& value, const Frame& f, World& w) {
  if (in_test_)
    return;
  const std::string& writer = f.fn->ir ? f.fn->ir->name : key;
  for (const Alt& alt : value)
    if (alt.kind == Kind::function)
      s_.store.add_target(name, alt);
  bool known_before = s_.store.read(key) != nullptr;
  bool parameters = value.size() == 1 && is_hole(value[0]) &&
                    s_.holes[value[0].text[0].hole].origin == Origin::param;
  if (!parameters)
    s_.store.write(key, as_given(value, f.depth), w, writer,
                   relevant(value, w));
  if (value.size() != 1 || (value[0].kind != Kind::number))
    return;
  bool fetched = std::any_of(w.sent.begin(), w.sent.end(), [&](int event) {
    return s_.flows.events[std::size_t(event)].token_put;
  });
  if (fetched || !sets_up(writer))
    s_.store.mark_state(key);
  else if (!known_before || s_.store.read(key)->preset.empty())
    s_.store.set_preset(key, value[0].name.empty()
                                 ? std::to_string(value[0].number)
                                 : value[0].name);
}

void Machine::write_field(int object, const ir::Expr& e, const Value& value,
                          const Frame& f, World& w) {
  Object& o = w.objects[object].edit();
  o.fields[e.text] = value;
  std::string type = s_.program.class_of(e.type.empty() ? o.type : e.type);
  if (type.empty())
    type = "?" + std::to_string(f.fn->file());
  note_store(type + "." + e.text, e.text, value, f, w);
}

void Machine::write_storage(const Alt& storage, const Value& value,
                            const Frame& f, World& w) {
  if (storage.object >= 0) {
    ir::Expr field;
    field.text = storage.name;
    write_field(storage.object, field, value, f, w);
    return;
  }
  Slot slot{storage.frame, storage.name};
  auto at = w.slots.find(slot);
  if (at != w.slots.end() && at->second->size() == 1 &&
      (*at->second)[0].kind == Kind::storage && (*at->second)[0] != storage) {
    write_storage(Alt((*at->second)[0]), value, f, w);
    return;
  }
  if (storage.frame == -1)
    note_store("g:" + storage.name, storage.name, value, f, w);
  w.slots[slot] = value;
}

/// request._headers[name] = v and request.headers().set(name, v), of a class
/// that nobody has seen: what the part holds, the request holds. What somebody
/// handed in lives on after this request and holds none of it.
void Machine::keep_member(const ir::Expr& part, int object, bool by_call,
                          Frame& f, World& w) {
  bool getter =
      part.kind == ir::ExprKind::call && part.receiver && part.args.size() == 1;
  bool member =
      (part.kind == ir::ExprKind::field || getter) && !part.args.empty();
  if (member && part.args[0].kind == ir::ExprKind::field)
    return keep_nested(part, object, by_call, f, w);
  if (!member || part.args[0].kind != ir::ExprKind::var)
    return;
  const ir::Expr& whole = part.args[0];
  for (const Alt& alt : load(read_var(whole.text, whole, f, w), w)) {
    int owner = known_object(alt);
    if (owner < 0 || owner == object || !w.objects.contains(owner))
      continue;
    int hole = w.objects.get(owner)->hole;
    if (by_call && hole >= 0 && s_.holes[hole].origin != Origin::call)
      continue;
    Object& o = w.objects[owner].edit();
    o.fields.try_emplace(last_name(part.text),
                         object_value(object, spot(part.loc, f), f.depth));
  }
}

/// The array that is `e`; request.headers, of which nothing is known, is one
/// from now on.
Value Machine::array_at(const ir::Expr& e, Frame& f, World& w) {
  if (e.kind == ir::ExprKind::var)
    return load(read_var(e.text, e, f, w), w);
  if (e.kind != ir::ExprKind::field || e.args[0].kind != ir::ExprKind::var)
    return {};
  Value out;
  for (const Alt& alt : load(read_var(e.args[0].text, e.args[0], f, w), w)) {
    auto owner = w.objects.find(alt.kind == Kind::object ? alt.object : -1);
    if (owner == w.objects.end() || owner->second->hole >= 0)
      continue;
    if (!owner->second->fields.contains(e.text)) {
      const int list = make_part(alt.object, e.text, w);
      Object& o = w.objects[alt.object].edit();
      o.fields[e.text] = object_value(list, spot(e.loc, f), f.depth);
      absorb_object(o.bag, list, w, alt.object);
    }
    join(out, load(w.objects.get(alt.object)->fields.at(e.text), w));
  }
  return out;
}

/// request->info.headers.push_back(line): the request holds its info, too.
void Machine::keep_nested(const ir::Expr& part, int object, bool by_call,
                          Frame& f, World& w) {
  const ir::Expr& whole = part.args[0];
  Paths paths = eval(whole, f, w);
  Value owners = paths.empty() ? Value() : load(paths[0].value, w);
  int owner = owners.size() == 1 ? object_of(owners[0], w, whole.type, f) : -1;
  if (owner < 0 || owner == object)
    return;
  w.objects[owner].edit().fields.try_emplace(
      last_name(part.text), object_value(object, spot(part.loc, f), f.depth));
  keep_member(whole, owner, by_call, f, w);
}

/// headers[n].name = v: the array holds a record there from now on.
void Machine::make_element(const ir::Expr& member, Frame& f, World& w) {
  const ir::Expr& place = member.args[0];
  std::optional<std::string> key;
  if (place.kind == ir::ExprKind::index && place.args.size() == 2)
    key = position(place.args[1], f, w);
  if (!key)
    return;
  for (const Alt& alt : array_at(place.args[0], f, w)) {
    int list = known_object(alt);
    auto at = w.objects.find(list);
    if (at == w.objects.end() || at->second->fields.contains(*key))
      continue;
    Spot here = spot(place.loc, f);
    int element =
        make_object(member.type, f, here, w, place.args[0].text + *key);
    Object& o = w.objects[list].edit();
    o.fields[*key] = object_value(element, here, f.depth);
    absorb_object(o.bag, element, w, list);
  }
}

/// The key of an element whose index is one known number.
std::optional<std::string> Machine::position(const ir::Expr& index, Frame& f,
                                             World& w) {
  Value value;
  if (index.kind == ir::ExprKind::var)
    value = load(read_var(index.text, index, f, w), w);
  else if (index.kind == ir::ExprKind::integer)
    value = number(index.value, "", {}, 0);
  if (value.size() != 1 || value[0].kind != Kind::number)
    return std::nullopt;
  return "[" + std::to_string(value[0].number) + "]";
}

/// The object whose member is written: to.sin_addr of to.sin_addr.s_addr.
int Machine::owner_of(const ir::Expr& target, const Alt& alt, Frame& f,
                      World& w) {
  const ir::Expr& owner = target.args[0];
  if (int part = part_of(owner, {alt}, f, w); part >= 0)
    return part;
  return object_of(alt, w, !target.type.empty() ? target.type : owner.type, f);
}

/// A variable, or what it refers to.
void Machine::write_var(const std::string& name, const Value& value,
                        const Frame& f, World& w) {
  const Slot slot{frame_of(name, f, w), name};
  auto at = w.slots.find(slot);
  const bool reference = f.refs.contains(name) && at != w.slots.end() &&
                         at->second->size() == 1 &&
                         (*at->second)[0].kind == Kind::storage;
  if (reference)
    write_storage(Alt((*at->second)[0]), value, f, w);
  else
    w.slots[slot] = value;
}

/// An element by its key, as headers["name"] a header.
void Machine::write_element(int object, const Alt& key, const Value& value,
                            World& w) {
  const bool counts = key.kind == Kind::number && key.name.empty();
  const std::string name = counts                   ? std::to_string(key.number)
                           : key.kind == Kind::text ? flat(key.text)
                                                    : key.name;
  Object& o = w.objects[object].edit();
  o.fields["[" + name + "]"] = value;
  if (key.kind != Kind::text || head(key.text).empty())
    return absorb(o.bag, value, w, object);
  std::erase_if(o.bag.headers,
                [&](const Header& h) { return h.name == key.text; });
  o.bag.headers.push_back({key.text, value, false});
}

std::vector<World> Machine::write_index(const ir::Expr& target,
                                        const Value& value, Frame& f,
                                        World world) {
  std::vector<World> out;
  for (Tuple& t : eval_all(target.args, f, std::move(world))) {
    for (const Alt& alt : load(t.values[0], t.world)) {
      int object = object_of(alt, t.world, target.args[0].type, f);
      if (object < 0)
        continue;
      keep_member(target.args[0], object, /*by_call=*/false, f, t.world);
      for (const Alt& key : load(t.values[1], t.world))
        write_element(object, key, value, t.world);
    }
    out.push_back(std::move(t.world));
  }
  return out;
}

/// *pointer = value.
void Machine::write_through(const ir::Expr& pointer, const Alt& to,
                            const Value& value, const Frame& f, World& w) {
  if (is_cursor({to}))
    put_character(to, value, f, w);
  else if (to.kind == Kind::storage)
    write_storage(to, value, f, w);
  else if (is_hole(to) && pointer.kind == ir::ExprKind::var)
    w.slots[{frame_of(pointer.text, f, w), pointer.text}] = value;
}

/// owner.member = value, of each object that the owner may be.
void Machine::write_member(const ir::Expr& target, const Value& owners,
                           const Value& value, Frame& f, World& w) {
  for (const Alt& alt : owners)
    if (int object = owner_of(target, alt, f, w); object >= 0)
      write_field(object, target, value, f, w);
  if (!owners.empty())
    return;
  const std::string owner =
      target.type.empty() ? "?" + std::to_string(f.fn->file()) : target.type;
  note_store(owner + "." + target.text, target.text, value, f, w);
}

/// request.uri() = url: the request holds what is put into its part.
void Machine::write_part(const ir::Expr& request, const Value& requests,
                         const Value& value, Frame& f, World& w) {
  for (const Alt& alt : requests)
    if (int object = object_of(alt, w, request.type, f); object >= 0) {
      keep_member(request, object, /*by_call=*/true, f, w);
      absorb(w.objects[object].edit().bag, value, w, object);
    }
}

std::vector<World> Machine::write(const ir::Expr& target, const Value& value,
                                  Frame& f, World world) {
  std::vector<World> out;
  if (target.kind == ir::ExprKind::index && target.args.size() == 2)
    return write_index(target, value, f, std::move(world));
  if (target.kind == ir::ExprKind::var) {
    write_var(target.text, value, f, world);
  } else if (target.kind == ir::ExprKind::global) {
    world.slots[{-1, target.text}] = value;
    note_store("g:" + target.text, last_name(target.text), value, f, world);
  } else if (!target.args.empty()) {
    const bool member = target.kind == ir::ExprKind::field;
    const bool part = target.kind == ir::ExprKind::call && target.receiver &&
                      target.args.size() == 1;
    if (member)
      make_element(target, f, world);
    for (Path& p : eval(target.args[0], f, std::move(world))) {
      if (member)
        write_member(target, p.value, value, f, p.world);
      else if (part)
        write_part(target.args[0], p.value, value, f, p.world);
      else if (target.kind == ir::ExprKind::unary && target.text == "*")
        for (const Alt& alt : p.value)
          write_through(target.args[0], alt, value, f, p.world);
      out.push_back(std::move(p.world));
    }
    return out;
  }
  out.push_back(std::move(world));
  return out;
}

} // namespace imds::analyzer::link
