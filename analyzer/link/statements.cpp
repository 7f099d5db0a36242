// SPDX-License-Identifier: Apache-2.0
//
// Statements of one function, path by path. A branch is taken both ways unless
// the path already knows; afterwards paths that differ in nothing that decides
// a request are walked as one (world.cpp).
#include "analyzer/link/copies.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// char *[2], std::string[3], struct header[4]; not the bytes of char[64].
bool is_array_of_values(const std::string& type) {
  std::size_t end = type.find('[');
  if (end == std::string::npos || end == 0)
    return false;
  std::string element = type.substr(0, type.find_last_not_of(' ', end - 1) + 1);
  if (element.ends_with('*'))
    return true;
  for (const char* number : {"char", "int", "long", "short", "float", "double",
                             "bool", "byte", "u8", "BYTE", "CHAR"})
    if (element.find(number) != std::string::npos)
      return false;
  return true;
}

/// std::string, QString, CString, QByteArray; no char*, which is copied.
bool is_string_class(const std::string& type) {
  std::string last = last_name(type);
  return last.ends_with("tring") || last == "QByteArray";
}

void append(Outcome& into, Outcome&& more) {
  for (World& w : more.on)
    into.on.push_back(std::move(w));
  for (Left& l : more.left)
    into.left.push_back(std::move(l));
}

/// char token[128] = "" or {0}: to be filled by somebody.
bool is_blank_buffer(const ir::Stmt& s) {
  if (s.type.find("char") == std::string::npos ||
      s.type.find('[') == std::string::npos || s.exprs.size() != 1)
    return false;
  const ir::Expr& e = s.exprs[0];
  auto zero = [](const ir::Expr& one) {
    return one.kind == ir::ExprKind::null ||
           (one.kind == ir::ExprKind::integer && one.value == 0);
  };
  return (e.kind == ir::ExprKind::str && e.text.empty()) ||
         (e.kind == ir::ExprKind::init_list &&
          std::all_of(e.args.begin(), e.args.end(), zero));
}

/// String line = {}; is String line;
bool is_empty_braces(const ir::Stmt& s) {
  return s.exprs.size() == 1 && s.exprs[0].args.empty() &&
         s.exprs[0].kind == ir::ExprKind::init_list;
}

} // namespace

void Machine::reduce(std::vector<World>& worlds, Numbers numbers) {
  merge(worlds, paths_, [this](const Text& t) { return matters(t); }, numbers);
}

Spot Machine::spot(const ir::Loc& loc, const Frame& f) const {
  if (f.fixed_spot.file >= 0)
    return {f.fixed_spot.file, f.fixed_spot.line,
            f.fixed_spot.column + loc.column};
  if (loc.file < 0 || !f.fn || std::size_t(loc.file) >= f.fn->files->size())
    return {f.fn && f.fn->ir ? f.fn->file() : -1, loc.line, loc.column};
  return {(*f.fn->files)[std::size_t(loc.file)], loc.line, loc.column};
}

int Machine::id(const std::string& key) {
  return s_.ids.try_emplace(key, int(s_.ids.size())).first->second;
}

Outcome Machine::exec(const Stmts& block, Frame& f, World world) {
  Outcome out;
  out.on.push_back(std::move(world));
  for (const ir::Stmt& s : block) {
    Outcome next;
    for (World& w : out.on)
      append(next, exec(s, f, std::move(w)));
    next.left.insert(next.left.begin(),
                     std::make_move_iterator(out.left.begin()),
                     std::make_move_iterator(out.left.end()));
    bool split = next.on.size() > out.on.size();
    out = std::move(next);
    if (split)
      reduce(out.on);
    if (out.on.empty())
      break;
  }
  return out;
}

Outcome Machine::exec(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (++steps_ > budget_) {
    out.on.push_back(std::move(world));
    return out;
  }
  bool compound =
      s.kind == ir::StmtKind::branch || s.kind == ir::StmtKind::loop ||
      s.kind == ir::StmtKind::choose || s.kind == ir::StmtKind::attempt;
  if (compound && is_dull(s, f, world))
    return skim(s, f, std::move(world));
  switch (s.kind) {
  case ir::StmtKind::expr:
    if (s.exprs.empty())
      return out;
    for (Path& p : eval(s.exprs[0], f, std::move(world)))
      out.on.push_back(std::move(p.world));
    return out;
  case ir::StmtKind::declare:
    return exec_declare(s, f, std::move(world));
  case ir::StmtKind::assign:
    return assign(s.exprs, s.text, f, std::move(world));
  case ir::StmtKind::branch:
    return exec_branch(s, f, std::move(world));
  case ir::StmtKind::loop:
    return exec_loop(s, f, std::move(world));
  case ir::StmtKind::choose:
    return exec_choose(s, f, std::move(world));
  case ir::StmtKind::leave:
    return exec_leave(s, f, std::move(world));
  case ir::StmtKind::jump:
    return exec_jump(s, f, std::move(world));
  case ir::StmtKind::attempt:
    return exec_attempt(s, f, std::move(world));
  case ir::StmtKind::block:
    return s.blocks.empty() ? exec(Stmts{}, f, std::move(world))
                            : exec(s.blocks[0], f, std::move(world));
  }
  return out;
}

/// The variables of a block end with it; what they held must not keep paths
/// apart. A lambda's stay: it may read them later.
void Machine::end_scope(const Stmts& block, const Frame& f, World& w) {
  if (f.captured)
    return;
  for (const ir::Stmt& s : block)
    if (s.kind == ir::StmtKind::declare)
      w.slots.erase({f.id, s.text});
}

/// Request r{"GET", url}: its members in their order have these values.
static void name_members(Object& list,
                         const std::vector<const ir::Field*>& members) {
  for (std::size_t i = 0; i < members.size(); ++i)
    if (auto at = list.fields.find("[" + std::to_string(i) + "]");
        at != list.fields.end())
      list.fields.try_emplace(members[i]->name, Value(at->second));
}

/// `ProviderChain chain;` of a class that asks IMDS by itself.
static bool asks_when_made(const Clients& clients, const std::string& type) {
  const auto* rows = clients.rows(last_name(type));
  return rows && std::any_of(rows->begin(), rows->end(), [](const Row& row) {
           return row.construct && !row.verdict.empty();
         });
}

/// struct node** at = &head: what is written through it is written there. Of
/// other pointers the engine follows what they point to.
static bool holds_place(const std::string& type, const ir::Expr& from) {
  return type.ends_with("**") && from.kind == ir::ExprKind::unary &&
         from.text == "&";
}

Outcome Machine::exec_declare(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  Slot slot{f.id, s.text};
  bool blank =
      s.exprs.empty() || is_blank_buffer(s) ||
      (is_empty_braces(s) && !string_like(s.type, f, spot(s.loc, f)).empty());
  if (s.type.find('[') != std::string::npos && blank)
    f.arrays.insert(s.text);
  if (is_string_class(s.type))
    f.strings.insert(s.text);
  if (!blank) {
    for (Path& p : eval(s.exprs[0], f, std::move(world))) {
      Value value =
          holds_place(s.type, s.exprs[0]) ? p.value : as_kept(p.value, p.world);
      for (const Alt& alt : value)
        if (alt.kind == Kind::object && p.world.objects.contains(alt.object) &&
            !s.type.empty() && s.type != "auto") {
          Held<Object>& o = p.world.objects[alt.object];
          if (o->type.empty() || o->list)
            o.edit().type = s.type;
          if (o->list)
            name_members(o.edit(),
                         s_.program.fields(s_.program.class_of(s.type)));
        }
      if (is_copied(s.type) && s.exprs[0].kind == ir::ExprKind::var)
        value = copied(value, f.depth, p.world, [&](int from) {
          return make_object(s.type, f, spot(s.loc, f), p.world,
                             std::to_string(from));
        });
      p.world.slots[slot] = std::move(value);
      out.on.push_back(std::move(p.world));
    }
    return out;
  }
  Spot at = spot(s.loc, f);
  if (is_smart_pointer(s.type)) {
    world.slots[slot] = null_value(at);
    out.on.push_back(std::move(world));
    return out;
  }
  if (is_array_of_values(s.type)) {
    world.slots[slot] = empty_list(s, at, f, world);
    out.on.push_back(std::move(world));
    return out;
  }
  Value text = string_like(s.type, f, at);
  bool plain = s.type.empty() || s.type.ends_with('*') || !text.empty();
  if (plain)
    world.slots[slot] = text;
  else if (has_default_constructor(s.type, f) ||
           asks_when_made(s_.clients, s.type))
    return declare_default(s, f, std::move(world));
  else
    world.slots[slot] =
        object_value(make_object(s.type, f, at, world, s.text), at, f.depth);
  out.on.push_back(std::move(world));
  return out;
}

/// char *headers[2]; what is put into its places later is sent by them.
Value Machine::empty_list(const ir::Stmt& s, Spot at, const Frame& f,
                          World& w) {
  int list = make_object(s.type, f, at, w, s.text);
  w.objects[list].edit().list = true;
  return object_value(list, at, f.depth);
}

/// Of a class of the tree, with a body. Clang says so itself; the token reader
/// does not know whether a type is a class.
bool Machine::has_default_constructor(const std::string& type,
                                      const Frame& f) const {
  const std::string cls = s_.program.class_in(type, f.fn->ir->name);
  if (!s_.program.find_class(cls))
    return false;
  Callee callee;
  callee.name = cls + "::" + last_name(cls);
  callee.receiver = cls;
  callee.has_receiver = true;
  auto fns = s_.program.find(callee);
  return std::any_of(fns.begin(), fns.end(), [&](const Fn* fn) {
    return !fn->ir->body.empty() && fn->ir->params.empty() &&
           last_name(fn->ir->class_name) == last_name(cls);
  });
}

Outcome Machine::declare_default(const ir::Stmt& s, Frame& f, World world) {
  static const ir::Expr kMade = [] {
    ir::Expr e;
    e.kind = ir::ExprKind::construct;
    return e;
  }();
  Outcome out;
  Call c;
  c.e = &kMade;
  c.spot = spot(s.loc, f);
  for (Path& p : construct(s.type, c, f, std::move(world))) {
    p.world.slots[{f.id, s.text}] = std::move(p.value);
    out.on.push_back(std::move(p.world));
  }
  return out;
}

/// What `old` is after old += by.
Value Machine::changed(const Value& old, const std::string& op, const Value& by,
                       const ir::Expr& e, Frame& f, World& w) {
  if (op == "+")
    if (auto moved = moved_cursor(old, w))
      return *moved;
  return binary(op, load(old, w), load(by, w), w, e, f);
}

Outcome Machine::assign(const Exprs& sides, const std::string& op, Frame& f,
                        World world) {
  Outcome out;
  if (sides.size() < 2)
    return out.on.push_back(std::move(world)), out;
  for (Path& p : eval(sides[1], f, std::move(world))) {
    Value value = holds_place(sides[0].type, sides[1])
                      ? p.value
                      : as_kept(p.value, p.world);
    if (op != "=")
      if (Paths old = eval(sides[0], f, p.world); !old.empty())
        value = changed(old[0].value, op.substr(0, op.size() - 1), value,
                        sides[0], f, p.world);
    for (World& w : write(sides[0], value, f, std::move(p.world)))
      out.on.push_back(std::move(w));
  }
  return out;
}

Outcome Machine::exec_branch(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (s.exprs.empty())
    return out.on.push_back(std::move(world)), out;
  for (auto& [w, holds] : decide(s.exprs[0], f, std::move(world))) {
    std::size_t side = holds ? 0 : 1;
    if (side < s.blocks.size() && !s.blocks[side].empty()) {
      Outcome inner = exec(s.blocks[side], f, std::move(w));
      for (World& on : inner.on)
        end_scope(s.blocks[side], f, on);
      append(out, std::move(inner));
    } else
      out.on.push_back(std::move(w));
  }
  reduce(out.on);
  return out;
}

Outcome Machine::exec_leave(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (s.exprs.empty()) {
    out.left.push_back({Exit::leave, std::move(world), {}});
    return out;
  }
  for (Path& p : eval(s.exprs[0], f, std::move(world))) {
    Value value = as_kept(p.value, p.world);
    out.left.push_back({Exit::leave, std::move(p.world), std::move(value)});
  }
  return out;
}

Outcome Machine::exec_jump(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (s.text.starts_with("break"))
    out.left.push_back({Exit::loop_break, std::move(world), {}});
  else if (s.text.starts_with("continue"))
    out.left.push_back({Exit::loop_continue, std::move(world), {}});
  else if (s.text.starts_with("throw"))
    out.left.push_back({Exit::raise, std::move(world), {}});
  else if (!f.fn->ir->body.empty() &&
           f.fn->ir->body.back().kind == ir::StmtKind::leave)
    // goto: what follows the label is nearly always the way out.
    return exec_leave(f.fn->ir->body.back(), f, std::move(world));
  else
    out.left.push_back({Exit::leave, std::move(world), {}});
  return out;
}

} // namespace imds::analyzer::link
