// SPDX-License-Identifier: Apache-2.0
//
// Most code around a request has nothing to do with it: parsing, logging,
// bookkeeping. A branch or loop whose statements mention nothing that matters
// now (no text of IMDS, no value that carries one, no call that may send) is
// not walked path by path: what it assigns becomes unknown, and if it may
// return, one path returns there. This is what keeps walks short.
#include "analyzer/link/atoms.h"
#include "analyzer/link/machine.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::link {
namespace {

bool is_pointed_to(const ir::Expr& e) {
  return e.kind == ir::ExprKind::index ||
         (e.kind == ir::ExprKind::unary && e.text == "*");
}

/// A member that changes leaves its object, or the pointer to it, as it is; so
/// does what a pointer points to.
void note_target(const ir::Expr& target, bool made, Digest& out) {
  const ir::Expr* e = &target;
  bool pointed = false;
  while (!e->args.empty() && e->kind != ir::ExprKind::call &&
         e->kind != ir::ExprKind::field) {
    pointed = pointed || is_pointed_to(*e);
    e = &e->args[0];
  }
  if (e->kind == ir::ExprKind::var && pointed)
    out.pointed.insert(e->text);
  else if (e->kind == ir::ExprKind::var)
    out.written[e->text] |= made;
  if (e->kind == ir::ExprKind::field)
    out.members.insert(e->text);
}

/// item = malloc(...): what it holds belongs to this function.
bool is_made(const ir::Expr& value) {
  return value.kind == ir::ExprKind::call ||
         value.kind == ir::ExprKind::construct;
}

bool writes(const ir::Expr& x) {
  bool assigns = x.kind == ir::ExprKind::binary && x.text.ends_with('=') &&
                 x.text != "==" && x.text != "!=" && x.text != "<=" &&
                 x.text != ">=" && x.args.size() == 2;
  bool steps = x.kind == ir::ExprKind::unary && !x.args.empty() &&
               (x.text.find("++") != std::string::npos ||
                x.text.find("--") != std::string::npos || x.text == "&");
  return assigns || steps;
}

void note(const ir::Expr& e, Digest& out, const Matters& matters) {
  visit(e, [&](const ir::Expr& x) {
    if (x.kind == ir::ExprKind::str)
      out.hot = out.hot || matters({{x.text, -1, {}, 0}});
    else if (x.kind == ir::ExprKind::var || x.kind == ir::ExprKind::global)
      out.vars.insert(x.text);
    else if (x.kind == ir::ExprKind::field)
      out.fields.insert(x.text);
    else if (x.kind == ir::ExprKind::call ||
             x.kind == ir::ExprKind::construct || x.kind == ir::ExprKind::func)
      note_callee(x.text, out.calls);
    else if (x.kind == ir::ExprKind::lambda)
      out.lambda = true;
    if (writes(x))
      note_target(x.args[0], x.args.size() > 1 && is_made(x.args[1]), out);
  });
}

/// "", -1, false, nullptr, std::nullopt.
bool is_fixed(const ir::Expr& e) {
  return e.kind == ir::ExprKind::str || e.kind == ir::ExprKind::integer ||
         e.kind == ir::ExprKind::null ||
         (e.kind == ir::ExprKind::global &&
          (last_name(e.text) == "nullopt" || e.text == "boost::none"));
}

void note_leave(const ir::Stmt& s, Digest& out) {
  out.leaves = true;
  if (s.exprs.size() == 1 && is_fixed(s.exprs[0]))
    out.gives.push_back(&s.exprs[0]);
  else
    out.gives_other = true;
}

void note(const ir::Stmt& s, Digest& out, const Matters& matters,
          bool in_loop) {
  for (const ir::Expr& e : s.exprs)
    note(e, out, matters);
  if (s.kind == ir::StmtKind::assign && !s.exprs.empty())
    note_target(s.exprs[0], s.exprs.size() > 1 && is_made(s.exprs[1]), out);
  if (s.kind == ir::StmtKind::declare && s.exprs.empty())
    out.calls.insert(last_name(s.type)); // its constructor
  if (s.kind == ir::StmtKind::leave)
    note_leave(s, out);
  if (s.kind == ir::StmtKind::jump) {
    bool own = in_loop &&
               (s.text.starts_with("break") || s.text.starts_with("continue"));
    bool jumps = s.text.starts_with("goto");
    out.leaves = out.leaves || jumps;
    out.gives_other = out.gives_other || jumps;
    out.breaks = out.breaks || (!own && !jumps);
  }
  bool inner_loop =
      in_loop || s.kind == ir::StmtKind::loop || s.kind == ir::StmtKind::choose;
  for (const auto& block : s.blocks)
    for (const ir::Stmt& inner : block)
      note(inner, out, matters, inner_loop);
}

/// token = fetch(); if (token.empty()) return: the answer is there already.
bool is_answered(const Value& value) {
  return value.size() == 1 &&
         (value[0].kind == Kind::null || value[0].kind == Kind::number ||
          (value[0].kind == Kind::text && all_literal(value[0].text)));
}

/// if (!handle), if (handle == NULL): the variable that is asked for.
const std::string* asked_if_there(const ir::Stmt& s) {
  const ir::Expr* e = s.exprs.empty() ? nullptr : &s.exprs[0];
  while (e && !e->args.empty() &&
         (e->text == "!" ||
          ((e->text == "==" || e->text == "!=") && e->args.size() == 2 &&
           e->args[1].kind == ir::ExprKind::null)))
    e = &e->args[0];
  return e && e->kind == ir::ExprKind::var ? &e->text : nullptr;
}

/// if (!use_v2) return {}; what the rest of the function adds is missing where
/// that holds, so the reason must not be lost. It costs no more than a skim.
bool is_gate_of_flag(const ir::Stmt& s) {
  const bool leaves = !s.blocks.empty() && !s.blocks[0].empty() &&
                      s.blocks[0].size() <= 2 &&
                      s.blocks[0].back().kind == ir::StmtKind::leave;
  bool plain = s.exprs.size() == 1;
  for (const ir::Expr& e : s.exprs)
    visit(e, [&](const ir::Expr& x) {
      plain = plain && x.kind != ir::ExprKind::call;
    });
  return leaves && plain && (s.blocks.size() < 2 || s.blocks[1].empty());
}

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const std::string& x) { return b.contains(x); });
}

} // namespace

/// Whether a variable holds what a later decision may hang on.
bool Machine::is_live(const Value& value, const World& w) const {
  for (const Alt& alt : value) {
    int hole = is_hole(alt) ? alt.text[0].hole : -1;
    if (auto o = w.objects.find(alt.object); o != w.objects.end())
      hole = o->second->hole;
    if (hole >= 0 && (s_.holes[hole].answers >= 0 || s_.holes[hole].token))
      return true;
    if (alt.kind == Kind::function)
      return true;
  }
  return relevant(value, w);
}

/// if (this->list) { free_all(this->list); this->list = NULL; }
bool Machine::writes_live_member(const Digest& d, const Frame& f,
                                 const World& w) const {
  auto self = w.objects.find(f.self);
  if (self == w.objects.end())
    return false;
  return std::any_of(
      d.members.begin(), d.members.end(), [&](const std::string& name) {
        auto at = self->second->fields.find(name);
        return at != self->second->fields.end() && is_live(at->second, w);
      });
}

/// handle = curl_easy_init(): nobody leaves for want of it.
bool Machine::is_there(const std::string* name, const Frame& f,
                       const World& w) const {
  if (!name)
    return false;
  auto slot = w.slots.find({frame_of(*name, f, w), *name});
  if (slot == w.slots.end() || slot->second->size() != 1)
    return false;
  const Alt& alt = slot->second->front();
  auto object = w.objects.find(alt.object);
  return alt.kind == Kind::object && object != w.objects.end() &&
         object->second->hole < 0;
}

bool Machine::is_dull(const ir::Stmt& s, const Frame& f, const World& w) {
  auto [at, fresh] = s_.digests.try_emplace(&s);
  if (fresh)
    note(
        s, at->second,
        [this](const Text& t) {
          return matters(t) || s_.clients.names_command(known(t));
        },
        false);
  Digest& d = at->second;
  if (std::exchange(d.asked, s_.round) != s_.round)
    d.meets = meets(d.calls, s_.touching_names) ||
              meets(d.fields, s_.hot_fields) || meets(d.vars, s_.hot_fields);
  if (d.hot || d.lambda || d.breaks || d.meets || writes_live_member(d, f, w))
    return false;
  if (std::ranges::any_of(d.pointed, [&](const std::string& name) {
        auto slot = w.slots.find({frame_of(name, f, w), name});
        return slot != w.slots.end() && is_live(load(slot->second, w), w);
      }))
    return false;
  bool gate = d.leaves && s.kind == ir::StmtKind::branch;
  if (gate && (is_there(asked_if_there(s), f, w) || is_gate_of_flag(s)))
    return false;
  for (const std::string& name : d.vars) {
    auto slot = w.slots.find({frame_of(name, f, w), name});
    if (slot != w.slots.end() &&
        (is_live(slot->second, w) || (gate && is_answered(slot->second))))
      return false;
  }
  return true;
}

/// `if (!handle) return "";` must not look like a token that came.
Value Machine::given(const Digest& d, const std::string& key, Spot at, Frame& f,
                     const World& w) {
  if (d.gives_other || d.gives.empty())
    return hole_value(fresh_hole(Origin::unknown, "", key), at, f.depth);
  Value out;
  for (const ir::Expr* e : d.gives)
    for (Path& p : eval(*e, f, w))
      join(out, load(p.value, p.world));
  return out;
}

/// What `name` points to, or else `name` itself, holds `value` now. A pointer
/// into a variable stays one: `*out = NULL; return -1;` in one branch must not
/// cut off the `*out = token;` behind it.
void Machine::forget(const std::string& name, const Value& value,
                     const Frame& f, World& w) {
  const Slot slot{frame_of(name, f, w), name};
  auto at = w.slots.find(slot);
  const Value held = at == w.slots.end() ? Value() : Value(at->second);
  bool points = false;
  for (const Alt& alt : held)
    if (alt.kind == Kind::storage) {
      write_storage(alt, value, f, w);
      points = true;
    }
  if (!points)
    w.slots[slot] = value;
}

Outcome Machine::skim(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  const Digest& d = s_.digests[&s];
  Spot at = spot(s.loc, f);
  std::string key = "skim" + std::to_string(f.id) + ":" +
                    std::to_string(at.line) + ":" + std::to_string(at.column);
  if (d.leaves) {
    Left left;
    left.world = world;
    left.value = given(d, key, at, f, world);
    out.left.push_back(std::move(left));
  }
  auto unknown = [&](const std::string& name, bool made) {
    Origin origin = made ? Origin::call : Origin::unknown;
    return hole_value(fresh_hole(origin, name, key + name), at, f.depth);
  };
  for (const std::string& name : d.pointed)
    forget(name, unknown(name, false), f, world);
  for (const auto& [name, made] : d.written)
    forget(name, unknown(name, made), f, world);
  out.on.push_back(std::move(world));
  return out;
}

} // namespace imds::analyzer::link
