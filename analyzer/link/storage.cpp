// SPDX-License-Identifier: Apache-2.0
//
// Where values are kept. A variable is flow-sensitive within one walk. A member
// or a global that this walk did not write holds whatever anyone in the program
// stores there (store.h): the token that one callback keeps is what the next
// one sends. What says nothing of a request stays a hole that names the member,
// so that two tests of one switch are known to be one.
#include "analyzer/link/atoms.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool is_switch_word(const std::string& name) {
  for (const char* word :
       {"use",     "disable",  "enable",   "require", "only",  "version",
        "mode",    "fallback", "allow",    "prefer",  "expir", "ttl",
        "timeout", "len",      "size",     "url",     "path",  "host",
        "attempt", "file",     "identity", "oauth",   "jwt",   "cancel"})
    if (name.find(word) != std::string::npos)
      return true;
  return false;
}

/// Whether a variable of this name holds a token (and not whether to use one).
bool named_token(const std::string& qualified) {
  std::string name = lower(qualified.substr(qualified.find_last_of(".:") + 1));
  return name.find("token") != std::string::npos && !is_switch_word(name);
}

/// The value as if it stood where it is read.
Value known_at(Value value, int depth) {
  for (Alt& alt : value) {
    alt.depth = depth;
    for (Piece& piece : alt.text)
      piece.depth = depth;
  }
  return value;
}

Value function_value(const std::string& name, Spot at) {
  Alt alt;
  alt.kind = Kind::function;
  alt.name = name;
  alt.spot = at;
  return {alt};
}

/// read -r TOKEN < file: a word that names the variable may fill it.
bool reads_into(const std::vector<ir::Stmt>& block, const std::string& name) {
  bool out = false;
  visit(block, [&](const ir::Expr& e) {
    out = out || (e.kind == ir::ExprKind::str && e.text == name);
  });
  return out;
}

bool assigns(const std::vector<ir::Stmt>& block, const std::string& name) {
  return std::ranges::any_of(block, [&](const ir::Stmt& s) {
    const bool here = s.kind == ir::StmtKind::assign && !s.exprs.empty() &&
                      s.exprs[0].text == name;
    return here || std::ranges::any_of(s.blocks, [&](const auto& inner) {
             return assigns(inner, name);
           });
  });
}

/// bool session_tokens = false; that is only set up: whether to ask for a
/// token, and not whether one came.
bool is_option(const std::string& preset, const Store::Entry* entry) {
  return (preset == "true" || preset == "false") && (!entry || !entry->state);
}

bool are_texts(const Value& value) {
  return !value.empty() && std::ranges::all_of(value, [](const Alt& alt) {
    return alt.kind == Kind::text;
  });
}

} // namespace

int Machine::fresh_hole(Origin origin, const std::string& name,
                        const std::string& key, bool token) {
  Hole hole;
  hole.origin = origin;
  hole.name = name;
  // IMDS_TOKENS=1 says whether to use some.
  const bool flag = origin == Origin::environment && lower(name).ends_with('s');
  hole.token = token || (named_token(name) && !flag);
  return s_.holes.intern(hole, key);
}

int Machine::frame_of(const std::string& name, const Frame& f,
                      const World& w) const {
  int id = f.id;
  for (int i = 0; i < 8; ++i) {
    if (w.slots.contains({id, name}))
      return id;
    auto up = parents_.find(id);
    if (up == parents_.end())
      break;
    id = up->second;
  }
  return f.fn->ir && in_script(*f.fn->ir) ? outermost(f.id) : f.id;
}

/// Of the frames whose variables `frame` shares.
int Machine::outermost(int frame) const {
  for (int i = 0; i < kMaxDepth; ++i) {
    auto up = parents_.find(frame);
    if (up == parents_.end())
      break;
    frame = up->second;
  }
  return frame;
}

Value Machine::load(const Value& value, const World& w) const {
  Value out;
  for (const Alt& alt : value) {
    if (alt.kind != Kind::storage) {
      link::join(out, {alt});
      continue;
    }
    if (alt.object >= 0) {
      auto at = w.objects.find(alt.object);
      if (at != w.objects.end() && at->second->fields.contains(alt.name))
        link::join(out, at->second->fields.at(alt.name));
    } else if (auto at = w.slots.find({alt.frame, alt.name});
               at != w.slots.end()) {
      Value inner = at->second;
      std::erase_if(inner,
                    [](const Alt& a) { return a.kind == Kind::storage; });
      link::join(out, inner);
    }
  }
  return out;
}

std::vector<Text> Machine::texts(const Value& value, World& w) const {
  std::vector<Text> out;
  for (const Alt& alt : load(value, w)) {
    if (alt.kind == Kind::text)
      out.push_back(alt.text);
    else if (alt.kind == Kind::number)
      out.push_back({{std::to_string(alt.number), -1, alt.spot, alt.depth}});
    else if (alt.kind == Kind::null)
      out.push_back({{"", -1, alt.spot, alt.depth}});
    else if (alt.kind == Kind::object && w.objects.contains(alt.object)) {
      const Bag& bag = w.objects.get(alt.object)->bag;
      for (const Value* v : {&bag.raw, &bag.url, &bag.path, &bag.host})
        for (const Alt& inner : *v)
          out.push_back(inner.text);
    }
  }
  if (out.empty())
    out.push_back({{"",
                    const_cast<Machine*>(this)->fresh_hole(Origin::unknown, "",
                                                           "nothing"),
                    {},
                    0}});
  return out;
}

int Machine::make_object(const std::string& type, const Frame& f, Spot at,
                         World& w, const std::string& extra) {
  int object =
      id("o" + std::to_string(f.id) + ":" + std::to_string(at.file) + ":" +
         std::to_string(at.line) + ":" + std::to_string(at.column) + ":" +
         std::to_string(f.iteration) + type + extra);
  Object fresh;
  fresh.type = s_.program.class_in(type, f.fn->ir->name);
  fresh.depth = f.depth;
  w.objects[object] = std::move(fresh);
  return object;
}

/// request.headers, of which nothing was known: the same one on every path
/// that comes to need it, so that those can be walked as one.
int Machine::make_part(int owner, const std::string& member, World& w) {
  const int part = id("part" + std::to_string(owner) + "." + member);
  Object fresh;
  fresh.depth = w.objects.get(owner)->depth;
  w.objects[part] = std::move(fresh);
  return part;
}

Value Machine::string_like(const std::string& type, const Frame& f, Spot at) {
  std::string plain = last_name(type);
  for (const char* word : {"string", "QString", "String", "sds", "GString",
                           "wstring", "sstring", "string_view", "StringPiece",
                           "char*", "QByteArray", "CString", "bool", "int"})
    if (plain == word || type == word)
      return literal("", at, f.depth);
  if (type.find("char") != std::string::npos)
    return literal("", at, f.depth);
  return {};
}

int Machine::object_of(const Alt& alt, World& w, const std::string& type,
                       const Frame& f) {
  if (alt.kind == Kind::object)
    return alt.object;
  if (alt.kind == Kind::storage) {
    for (const Alt& inner : load({alt}, w))
      if (inner.kind != Kind::storage)
        return object_of(inner, w, type, f);
    return -1;
  }
  if (alt.kind != Kind::text || alt.text.empty())
    return -1;
  int hole = is_hole(alt) ? alt.text[0].hole : -1;
  if (hole < 0)
    return -1;
  int object = id("hole" + std::to_string(hole));
  s_.hole_objects[hole] = object;
  auto [held, fresh] = w.objects.try_emplace(object);
  if (fresh) {
    Object& made = held.edit();
    made.type = s_.program.class_of(type);
    made.hole = hole;
    made.depth = alt.text[0].depth;
    made.bag.open = s_.holes[hole].origin == Origin::param;
  }
  return object;
}

/// The body of a script is named like its file.
bool Machine::reads_shell(const Frame& f) const {
  if (in_script(*f.fn->ir))
    return true;
  const std::string& file =
      s_.program.files()[std::size_t(std::max(0, f.fn->file()))];
  return file.ends_with(f.fn->ir->name) && !f.fn->ir->name.empty() &&
         (file.size() == f.fn->ir->name.size() ||
          file[file.size() - f.fn->ir->name.size() - 1] == '/');
}

Value Machine::read_var(const std::string& name, const ir::Expr& e,
                        const Frame& f, World& w) {
  auto at = w.slots.find({frame_of(name, f, w), name});
  // To a shell function the script's variables are what globals are to C.
  bool shared =
      at != w.slots.end() && at->first.frame != f.id && in_script(*f.fn->ir);
  if (shared)
    return known_at(at->second, f.depth);
  if (at != w.slots.end())
    return f.refs.contains(name) ? load(at->second, w) : *at->second;
  Spot here = spot(e.loc, f);
  if (s_.program.global(name, f.fn->file())) {
    ir::Expr global = e;
    global.kind = ir::ExprKind::global;
    return read_global(global, const_cast<Frame&>(f), w);
  }
  if (f.self >= 0 && s_.store.read(f.self_class + "." + name)) {
    ir::Expr field = e;
    field.type = f.self_class;
    return read_member(f.self, field, f, w);
  }
  bool script = reads_shell(f); // $CLOUD is set by whoever calls it
  // A token that the function fetches on some other path is empty on this one.
  if (script && named_token(name) && assigns(f.fn->ir->body, name) &&
      !reads_into(f.fn->ir->body, name))
    return literal("", here, f.depth);
  if (names_constant(name) && !script)
    return number(0, name, here, f.depth);
  if (!s_.program.named(name, f.fn->file()).empty())
    return function_value(name, here);
  return hole_value(fresh_hole(script ? Origin::environment : Origin::unknown,
                               name, "v" + std::to_string(f.id) + name),
                    here, f.depth);
}

Value Machine::read_global(const ir::Expr& e, Frame& f, World& w) {
  if (last_name(e.text) == "npos")
    return number(-1, "npos", spot(e.loc, f), f.depth);
  if (last_name(e.text) == "nullopt" || e.text == "boost::none")
    return null_value(spot(e.loc, f));
  if (auto at = w.slots.find({-1, e.text}); at != w.slots.end())
    return at->second;
  const Global* g =
      f.fn ? s_.program.global(e.text, f.fn->file(), f.fn->ir->name)
           : s_.program.global(e.text, -1);
  if (!g && names_empty_text(e.text))
    return literal("", spot(e.loc, f), f.depth);
  if (!g && names_constant(e.text) && !s_.store.read("g:" + e.text))
    return number(0, e.text, spot(e.loc, f), f.depth);
  if (!g && !s_.program.named(e.text, f.fn->file()).empty())
    return function_value(e.text, spot(e.loc, f));
  if (!g)
    return stored("g:" + e.text, e.text, Origin::global, "", w, e, f);
  Value initial;
  std::string preset;
  // head = {NULL, &head.first}: a global may name itself.
  if (!g->ir->initial.empty() && reading_.insert(g).second) {
    ir::Function owner; // what a walk in an initial value stands in
    owner.name = g->ir->name;
    owner.loc = g->ir->loc;
    Fn home{&owner, g->files, ir::ReadAs::build, -1};
    Frame at;
    at.fn = &home;
    at.id = id("global:" + g->ir->name);
    at.depth = f.depth;
    Paths paths = eval(g->ir->initial[0], at, w);
    reading_.erase(g);
    if (!paths.empty()) {
      initial = load(paths[0].value, paths[0].world);
      w = std::move(paths[0].world);
    }
    if (initial.size() == 1 && initial[0].kind == Kind::number)
      preset = initial[0].name.empty() ? std::to_string(initial[0].number)
                                       : initial[0].name;
  }
  bool counts = initial.size() == 1 && initial[0].kind == Kind::number;
  bool written = s_.store.read("g:" + g->ir->name) != nullptr ||
                 (counts && s_.set_globals.contains(g->ir->name));
  if (!initial.empty() && ((!g->ir->flag && !written) || relevant(initial, w)))
    return initial;
  return stored("g:" + g->ir->name, g->ir->name,
                g->ir->flag ? Origin::flag : Origin::global, preset, w, e, f);
}

/// std::string base_ = "http://169.254.169.254"; holds for every object of the
/// class, as if each constructor wrote it. Numbers are presets (preset_of).
void Machine::note_member(const std::string& cls, const ir::Field& field,
                          const std::vector<int>& files) {
  if (field.initial.empty() || field.initial[0].kind == ir::ExprKind::integer)
    return;
  ir::Function owner;
  owner.name = cls + "::" + last_name(cls);
  owner.class_name = cls;
  owner.loc = field.loc;
  Fn home{&owner, &files, ir::ReadAs::build, -1};
  Frame at;
  at.fn = &home;
  at.id = id("member:" + cls + "." + field.name);
  for (Path& p : eval(field.initial[0], at, World())) {
    Value value = load(p.value, p.world);
    if (relevant(value, p.world))
      s_.store.write(cls + "." + field.name, value, p.world, owner.name, true);
  }
}

Value Machine::stored(const std::string& key, const std::string& name,
                      Origin origin, const std::string& preset, World& w,
                      const ir::Expr& e, const Frame& f) {
  Value out;
  Spot here = spot(e.loc, f);
  const Store::Entry* entry = s_.store.read(key);
  if (entry && s_.store.is_switched_off(*entry, w)) {
    if (are_texts(entry->value))
      return literal("", here, f.depth);
  } else if (entry) {
    for (const auto& [object, state] : entry->objects)
      w.objects.try_emplace(object, state);
    Value plain;
    for (const Alt& alt : entry->value) {
      bool keep = alt.kind == Kind::object || alt.kind == Kind::function ||
                  (alt.kind == Kind::text && concerns_imds(alt.text, s_.imds));
      if (keep)
        out.push_back(alt);
      else if (alt.kind == Kind::text && all_literal(alt.text) &&
               !known(alt.text).empty())
        plain.push_back(alt);
    }
    if (out.empty() && !plain.empty() && plain.size() <= 2)
      out = std::move(plain);
    for (Alt& alt : out) {
      alt.depth = f.depth;
      for (Piece& piece : alt.text)
        piece.depth = f.depth, piece.kept = true;
    }
  }
  if (!out.empty())
    return out;
  Hole hole;
  hole.origin = origin;
  hole.name = name;
  hole.preset = !preset.empty() ? preset : entry ? entry->preset : "";
  hole.token = named_token(name) && !is_option(hole.preset, entry);
  int made = s_.holes.intern(hole, key);
  if (s_.holes[made].preset.empty())
    s_.holes.edit(made).preset = hole.preset;
  return hole_value(made, here, f.depth);
}

} // namespace imds::analyzer::link
