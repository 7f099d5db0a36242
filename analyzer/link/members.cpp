// SPDX-License-Identifier: Apache-2.0
//
// Reading members and elements: what this walk put there, else what anybody in
// the program stores in a member of that class (store.h).
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/request_text.h"

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

/// What is written as a constant: false, Mode::v1, and choice{choice::no}.
static std::string constant_of(const ir::Expr& e, bool truth) {
  if ((e.kind == ir::ExprKind::construct ||
       e.kind == ir::ExprKind::init_list) &&
      e.args.size() == 1)
    return constant_of(e.args[0], truth);
  const bool named =
      e.kind == ir::ExprKind::global || e.kind == ir::ExprKind::func;
  if (named && names_constant(e.text)) {
    const std::string name = last_name(e.text);
    return name == "no" ? "false" : name == "yes" ? "true" : e.text;
  }
  if (e.kind != ir::ExprKind::integer)
    return "";
  if (truth)
    return e.value != 0 || e.text == "true" ? "true" : "false";
  return e.text.empty() ? std::to_string(e.value) : e.text;
}

/// What a member is by its declaration: `bool use_v2 = false;`.
std::string Machine::preset_of(const std::string& type,
                               const std::string& member) const {
  for (const ir::Field* field : s_.program.fields(type)) {
    if (field->name != member || field->initial.empty())
      continue;
    const bool truth = field->type == "bool" || field->type == "_Bool";
    if (std::string preset = constant_of(field->initial[0], truth);
        !preset.empty())
      return preset;
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

/// struct options o = {.url = url}; a flag that nobody names there is 0.
static bool is_left_out(const Program& program, const std::string& cls,
                        const std::string& member) {
  return std::ranges::any_of(program.fields(cls), [&](const ir::Field* field) {
    return field->name == member && field->initial.empty() &&
           is_one_of(field->type, {"bool", "_Bool", "int"});
  });
}

/// Whether a member is, or may be, more than a text, a number or a flag: each
/// object that a walk has made has its own.
static bool holds_object(const Program& program, const std::string& cls,
                         const std::string& member) {
  if (!program.find_class(cls))
    return true;
  return std::ranges::any_of(program.fields(cls), [&](const ir::Field* field) {
    const std::string plain = last_name(field->type);
    const bool is_class =
        program.find_class(program.class_of(field->type)) != nullptr ||
        field->type.find('<') != std::string::npos ||
        plain.ends_with("Headers");
    return field->name == member && is_class &&
           plain.find("string") == std::string::npos;
  });
}

/// The name under which the store knows a member: of its class, of a base, or
/// of a class that nobody has seen.
static std::string store_key(const std::string& type, const std::string& member,
                             int file, const Shared& s) {
  const std::string nameless = "?" + std::to_string(file) + "." + member;
  const std::string own = type.empty() ? nameless : type + "." + member;
  if (s.store.read(own))
    return own;
  for (const std::string& base : s.program.lineage(type))
    if (s.store.read(base + "." + member))
      return base + "." + member;
  return s.store.read(nameless) ? nameless : own;
}

/// Whether the member holds a token or its header, as far as the store knows.
static bool holds_token(const Store::Entry& entry, const Shared& s) {
  const bool text = std::ranges::any_of(entry.value, [&](const Alt& alt) {
    return std::ranges::any_of(alt.text, [&](const Piece& piece) {
      return piece.hole >= 0 && s.holes[piece.hole].token;
    });
  });
  return text || std::ranges::any_of(entry.objects, [&](const auto& known) {
           const auto& headers = known.second->bag.headers;
           return std::ranges::any_of(headers, [&](const Header& h) {
             return s.imds.is_token_header(header_name(h.name));
           });
         });
}

/// The switch behind which alone a member holds a token, if there is one.
static std::optional<Guard> switch_of_token(const ir::Expr& e, int file,
                                            const Shared& s) {
  if (!s.store.may_have_switch(e.text))
    return std::nullopt;
  const Store::Entry* entry =
      s.store.read(store_key(s.program.class_of(e.type), e.text, file, s));
  const Guard* found =
      entry && holds_token(*entry, s) ? s.store.switch_of(*entry) : nullptr;
  return found ? std::optional(*found) : std::nullopt;
}

/// A token that is only there where a switch says so: one path with it, and one
/// as it is without.
Paths Machine::eval_field(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  if (e.args.empty())
    return out.push_back({std::move(world), {}}), out;
  const auto open = switch_of_token(e, f.fn->file(), s_);
  for (Path& p : eval(e.args[0], f, std::move(world))) {
    std::vector<std::pair<World, bool>> sides;
    if (open)
      sides = split_on(std::move(p.world), open->key, *open);
    else
      sides.emplace_back(std::move(p.world), true);
    for (auto& [w, holds] : sides) {
      Value value = cursor_at(e, read_field(p.value, e, f, w), f, w);
      out.push_back({std::move(w), std::move(value)});
    }
  }
  return out;
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
  const std::string type =
      s_.program.class_of(e.type.empty() ? o->type : e.type);
  const std::string key = store_key(type, e.text, f.fn->file(), s_);
  if (o->list && !o->shown && !s_.store.read(key) &&
      is_left_out(s_.program, type, e.text))
    return number(0, "", spot(e.loc, f), f.depth);
  const int hole = o->hole;
  const Store::Entry* entry = s_.store.read(key);
  std::string preset =
      entry && !entry->preset.empty() ? "" : preset_of(type, e.text);
  Value out = stored(key, key, Origin::field, preset, w, e, f);
  if (out.size() == 1 && is_hole(out[0]) && is_made_here(object, *o, f) &&
      holds_object(s_.program, type, e.text))
    out = hole_value(s_.holes.intern(Hole(s_.holes[out[0].text[0].hole]),
                                     key + "@" + std::to_string(object)),
                     spot(e.loc, f), f.depth);
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
