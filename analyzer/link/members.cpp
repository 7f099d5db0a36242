// SPDX-License-Identifier: Apache-2.0
//
// Reading members and elements: what this walk put there, else what anybody in
// the program stores in a member of that class (store.h).
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {

Value Machine::read_field(const Value& object, const ir::Expr& e,
                          const Frame& f, World& w) {
  Value out;
  const std::string& type = !e.type.empty()  ? e.type
                            : e.args.empty() ? e.type
                                             : e.args[0].type;
  for (const Alt& alt : load(object, w))
    if (int at = object_of(alt, w, type, f); at >= 0)
      link::join(out, read_member(at, e, f, w));
  if (out.empty())
    out = stored(type + "." + e.text, type + "." + e.text, Origin::field, "", w,
                 e, f);
  return out;
}

/// What a member is by its declaration: `bool use_v2 = false;`.
std::string Machine::preset_of(const std::string& type,
                               const std::string& member) const {
  for (const ir::Field* field : s_.program.fields(type)) {
    bool plain = field->name == member && !field->initial.empty() &&
                 field->initial[0].kind == ir::ExprKind::integer;
    if (!plain)
      continue;
    const ir::Expr& e = field->initial[0];
    bool truth = field->type == "bool" || field->type == "_Bool";
    if (truth)
      return e.value != 0 || e.text == "true" ? "true" : "false";
    return e.text.empty() ? std::to_string(e.value) : e.text;
  }
  return "";
}

/// What getaddrinfo and its like give: its members (ai_addr) are the address.
static bool is_address(const Object& object) {
  const Bag& bag = object.bag;
  return !bag.host.empty() && bag.url.empty() && bag.path.empty() &&
         bag.raw.empty() && bag.headers.empty() && object.type.empty() &&
         object.fields.empty();
}

/// Whether this walk has made the object; its own was there before.
static bool is_made_here(int id, const Object& object, const Frame& f) {
  const Frame* root = &f;
  while (root->caller)
    root = root->caller;
  return object.hole < 0 && id != root->self && !object.list;
}

/// &to.sin_addr, of an own object that has nothing there: a place to fill in,
/// whatever others of its class hold there.
bool Machine::is_unset_member(const ir::Expr& e, const Frame& f,
                              const World& w) const {
  if (e.kind != ir::ExprKind::field || e.args.empty() ||
      e.args[0].kind != ir::ExprKind::var)
    return false;
  auto slot = w.slots.find({frame_of(e.args[0].text, f, w), e.args[0].text});
  if (slot == w.slots.end() || slot->second->size() != 1)
    return false;
  const Alt& owner = slot->second->front();
  auto object = w.objects.find(owner.object);
  return owner.kind == Kind::object && object != w.objects.end() &&
         (object->second->list ||
          is_made_here(owner.object, *object->second, f)) &&
         !object->second->fields.contains(e.text);
}

/// char **memory of a list class: it is the list itself.
bool Machine::is_list_memory(const Object& object,
                             const std::string& member) const {
  auto fields = s_.program.fields(s_.program.class_of(object.type));
  return std::any_of(fields.begin(), fields.end(), [&](const ir::Field* field) {
    return field->name == member && field->type.ends_with("**");
  });
}

/// buffer.data of an object that collected header lines: all that is in it.
static bool is_collected(const Object& object, const std::string& member) {
  return is_one_of(member, {"data", "buf", "buffer", "ptr", "str", "text"}) &&
         (!object.bag.headers.empty() || !object.bag.raw.empty());
}

Value Machine::read_member(int object, const ir::Expr& e, const Frame& f,
                           World& w) {
  const Held<Object> o = w.objects.get(object);
  bool keeps_lines = !o->bag.headers.empty() || is_made_here(object, *o, f);
  if (keeps_lines && is_list_memory(*o, e.text))
    return object_value(object, spot(e.loc, f), f.depth);
  if (auto at = o->fields.find(e.text); at != o->fields.end())
    return at->second;
  if (is_address(*o) || is_collected(*o, e.text))
    return object_value(object, spot(e.loc, f), f.depth);
  std::string type = s_.program.class_of(e.type.empty() ? o->type : e.type);
  if (type.empty())
    type = "?" + std::to_string(f.fn->file());
  std::string key = type + "." + e.text;
  if (!s_.store.read(key))
    for (const std::string& base : s_.program.lineage(type))
      if (s_.store.read(base + "." + e.text)) {
        key = base + "." + e.text;
        break;
      }
  std::string nameless = "?" + std::to_string(f.fn->file()) + "." + e.text;
  if (!s_.store.read(key) && s_.store.read(nameless))
    key = nameless;
  int hole = o->hole;
  const Store::Entry* entry = s_.store.read(key);
  std::string preset =
      entry && !entry->preset.empty() ? "" : preset_of(type, e.text);
  Value out = stored(key, key, Origin::field, preset, w, e, f);
  if (hole >= 0 && s_.holes[hole].origin == Origin::param)
    for (Alt& alt : out)
      for (Piece& piece : alt.text)
        piece.lent = true;
  // A member of what an answer is made from is an answer, too.
  if (out.size() == 1 && is_hole(out[0]) && hole >= 0 &&
      s_.holes[hole].answers >= 0) {
    Hole derived = s_.holes[hole];
    derived.name = e.text;
    derived.negates = -1;
    out = hole_value(
        s_.holes.intern(derived, "h" + std::to_string(hole) + "." + e.text),
        spot(e.loc, f), f.depth);
  }
  return out;
}

Value Machine::read_index(const Value& object, const Value& index,
                          const ir::Expr& e, const Frame& f, World& w) {
  Value out;
  for (const Alt& alt : load(object, w)) {
    if (alt.kind != Kind::object || !w.objects.contains(alt.object)) {
      if (alt.kind == Kind::text)
        link::join(out, {alt});
      continue;
    }
    const Object& o = *w.objects.get(alt.object);
    bool one = index.size() == 1;
    std::string key;
    if (one && index[0].kind == Kind::number)
      key = "[" + std::to_string(index[0].number) + "]";
    else if (one && index[0].kind == Kind::text)
      key = "[" + flat(index[0].text) + "]";
    if (auto at = o.fields.find(key); at != o.fields.end())
      link::join(out, at->second);
    else if (key.empty() ||
             (one && index[0].kind == Kind::number && !index[0].name.empty()))
      for (const auto& [name, value] : o.fields)
        if (name.starts_with('['))
          link::join(out, value);
    // A copy that somebody made of a list: each element carries its part.
    if (out.empty() && o.size < 0 && !o.bag.empty() && key.size() < 5)
      out.push_back(alt);
  }
  if (out.empty())
    out = hole_value(fresh_hole(Origin::unknown, "",
                                "i" + std::to_string(f.id) + ":" +
                                    std::to_string(e.loc.line) + ":" +
                                    std::to_string(e.loc.column)),
                     spot(e.loc, f), f.depth);
  return out;
}

} // namespace imds::analyzer::link
