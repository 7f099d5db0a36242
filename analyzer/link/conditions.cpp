// SPDX-License-Identifier: Apache-2.0
//
// What a branch's condition says. if (!token.empty()), if (token != "") and
// if (token) ask one thing, so they get one key: the hole they test. A path
// that has answered a key once answers it the same way again, which keeps
//
//   if (use_v2) token = fetch();  ...  if (use_v2) add_header(token);
//
// two paths, not four. Each answer is kept as a guard with its reason: a
// token, a switch, an earlier request, or anything else.
#include "analyzer/link/guards.h"
#include "analyzer/link/machine.h"

namespace imds::analyzer::link {
namespace {

using Sides = std::vector<std::pair<World, bool>>;

std::string flipped(const std::string& op) {
  if (op == "<")
    return ">";
  if (op == ">")
    return "<";
  if (op == "<=")
    return ">=";
  return op == ">=" ? "<=" : op;
}

bool is_constant(const Alt& alt) {
  return alt.kind == Kind::number || alt.kind == Kind::null ||
         (alt.kind == Kind::text && all_literal(alt.text));
}

/// 0, CURLE_OK, false and choice::no; not a constant of which only the name is
/// known.
bool is_number_zero(const Alt& alt) {
  if (alt.kind != Kind::number || alt.number != 0)
    return false;
  std::string name = lower(alt.name);
  return name.empty() || names_success(name) || name.ends_with("false") ||
         name.ends_with("::no") || name.ends_with("none") ||
         name.ends_with("null");
}

bool is_zero(const Alt& alt) {
  return alt.kind == Kind::null || is_number_zero(alt) ||
         (alt.kind == Kind::text && all_literal(alt.text) &&
          known(alt.text).empty());
}

std::string constant_text(const Alt& alt) {
  if (alt.kind == Kind::number)
    return alt.name.empty() ? std::to_string(alt.number) : alt.name;
  return alt.kind == Kind::null ? "null" : flat(alt.text);
}

/// snprintf() is as good as its text: -1 is an error that nobody has.
std::optional<bool> of_written(const std::string& op, const Alt& a,
                               const Alt& b) {
  bool error = a.kind == Kind::text && !known(a.text).empty() &&
               b.kind == Kind::number && b.number <= 0;
  if (!error)
    return std::nullopt;
  if (op == "<" || op == ">=")
    return op == ">=";
  return b.number < 0 ? std::optional(op == ">") : std::nullopt;
}

std::optional<bool> relation(const std::string& op, const Alt& a,
                             const Alt& b) {
  if (auto known = of_written(op, a, b))
    return known;
  if (a.kind == Kind::number && b.kind == Kind::number) {
    bool named = !a.name.empty() && !b.name.empty() && a.number == 0 &&
                 b.number == 0; // values of unknown enumerators
    bool equal = named ? a.name == b.name : a.number == b.number;
    if (op == "==")
      return equal;
    return op == "<"    ? a.number < b.number
           : op == ">"  ? a.number > b.number
           : op == "<=" ? a.number <= b.number
                        : a.number >= b.number;
  }
  if (op != "==")
    return std::nullopt;
  if (is_zero(a) && is_zero(b))
    return true;
  if (is_constant(a) && is_constant(b))
    return constant_text(a) == constant_text(b);
  bool solid = a.kind == Kind::object || a.kind == Kind::function ||
               a.kind == Kind::storage ||
               (a.kind == Kind::text && !known(a.text).empty());
  if (solid && is_zero(b))
    return false;
  return std::nullopt;
}

/// Whether a comparison asks if something is there (true), or is not (false).
/// A length below 1 is one that is not there.
std::optional<bool> asks_presence(const std::string& op, const Alt& than,
                                  bool length) {
  const bool one = than.kind == Kind::number && than.number == 1;
  if (is_zero(than) && (op == "==" || (length && op == "<=")))
    return false;
  if (is_zero(than) && op == ">")
    return true;
  if (length && one && (op == "<" || op == ">="))
    return op == ">=";
  return std::nullopt;
}

/// status / 100 == 2 is status < 300, status / 100 == 4 is status >= 400.
std::optional<ir::Expr> as_status_class(const ir::Expr& e) {
  const ir::Expr& divided = e.args[0];
  const ir::Expr& number = e.args[1];
  const bool fits = divided.kind == ir::ExprKind::binary &&
                    divided.text == "/" && divided.args.size() == 2 &&
                    divided.args[1].value == 100 &&
                    number.kind == ir::ExprKind::integer &&
                    (e.text == "==" || e.text == "!=");
  if (!fits || number.value < 2 || number.value > 5)
    return std::nullopt;
  const bool answered = number.value == 2;
  ir::Expr out = e;
  out.text = (e.text == "==") == answered ? "<" : ">=";
  out.args[0] = divided.args[0];
  out.args[1].value = answered ? 300 : number.value * 100;
  out.args[1].text.clear();
  return out;
}

/// "?17.use_v2", of a class that nobody knows, is use_v2 to a reader.
std::string shown(const std::string& name) {
  std::size_t dot = name.find('.');
  return name.starts_with('?') && dot != std::string::npos
             ? name.substr(dot + 1)
             : name;
}

/// Nobody sets 200 to choose how to ask, nor what a response holds: these say
/// how the last request went.
bool tells_outcome(const Guard& g) {
  if (g.reason != Reason::choice)
    return false;
  bool status =
      g.constant.size() == 3 && g.constant >= "200" && g.constant <= "599";
  std::string owner = lower(g.name.substr(0, g.name.rfind('.') + 1));
  for (const char* word : {"response", "reply", "answer", "result"})
    status = status || owner.find(word) != std::string::npos;
  return status;
}

Guard as_outcome(Guard g, const World& w, const Flows& flows) {
  if (!tells_outcome(g))
    return g;
  bool put =
      !w.sent.empty() && flows.events[std::size_t(w.sent.back())].token_put;
  g.reason = put ? Reason::token : Reason::other;
  return g;
}

Sides only(World world, bool holds) {
  Sides out;
  out.emplace_back(std::move(world), holds);
  return out;
}

int subject_hole(const Alt& alt, const World& w) {
  if (is_hole(alt))
    return alt.text[0].hole;
  if (alt.kind != Kind::object)
    return -1;
  auto at = w.objects.find(alt.object);
  return at == w.objects.end() ? -1 : at->second->hole;
}

} // namespace

std::optional<bool> Machine::truth(const Alt& alt, const World& w) const {
  if (subject_hole(alt, w) >= 0)
    return std::nullopt;
  if (alt.kind == Kind::number)
    return !is_number_zero(alt);
  if (alt.kind == Kind::null)
    return false;
  if (alt.kind == Kind::text && known(alt.text).empty())
    return all_literal(alt.text) ? std::optional(false) : std::nullopt;
  return true;
}

Guard Machine::guard_of(int hole, const std::string& constant, Spot at) const {
  Guard g;
  g.spot = at;
  g.constant = constant;
  const Hole& h = s_.holes[hole];
  g.name = shown(h.name);
  g.preset = h.preset;
  g.answers = h.answers;
  g.body = h.body && constant.empty();
  bool put =
      h.answers >= 0 && s_.flows.events[std::size_t(h.answers)].token_put;
  bool choice = h.origin == Origin::flag || h.origin == Origin::environment ||
                h.origin == Origin::field || h.origin == Origin::global ||
                h.origin == Origin::param || !h.preset.empty();
  const Store::Entry* entry = s_.store.read(h.name);
  if (h.token || put || (entry && entry->state))
    g.reason = Reason::token;
  else if (h.answers >= 0)
    g.reason = Reason::answer;
  else if (choice)
    g.reason = Reason::choice;
  return g;
}

Sides Machine::split_on(World world, const std::string& key,
                        const Guard& like) {
  Sides out;
  if (auto known = world.decided(key)) {
    out.emplace_back(std::move(world), *known);
    return out;
  }
  for (bool holds : {true, false}) {
    World side = world;
    Guard g = like;
    g.key = key;
    g.holds = holds;
    g.depth = depth_;
    if (side.assume(g))
      out.emplace_back(std::move(side), holds);
  }
  return out;
}

Sides Machine::split(World world, const Value& raw, const Frame& f, Spot at) {
  // if (p), where p points to a variable: not what the variable holds.
  bool points = !raw.empty() && raw[0].kind == Kind::storage;
  Value value = points ? raw : load(raw, world);
  bool may_hold = value.empty(), may_not = value.empty();
  int hole = -1;
  for (const Alt& alt : value) {
    std::optional<bool> sure = truth(alt, world);
    may_hold = may_hold || sure.value_or(true);
    may_not = may_not || !sure.value_or(false);
    if (!sure && hole < 0) {
      hole = subject_hole(alt, world);
      for (const Piece& piece : alt.text)
        hole = hole < 0 ? piece.hole : hole;
    }
  }
  if (hole >= 0) {
    bool flip = false, measured = false;
    for (; s_.holes[hole].negates >= 0; hole = s_.holes[hole].negates) {
      flip = !flip;
      measured = measured || s_.holes[hole].body;
    }
    if (s_.holes[hole].allocation)
      return only(std::move(world), !flip);
    Guard guard = as_outcome(guard_of(hole, "", at), world, s_.flows);
    // token=$(curl -X PUT ...) || exit: in a script this asks for success.
    const std::string& name = f.fn->ir->name;
    bool script = in_script(*f.fn->ir) ||
                  s_.program.files()[std::size_t(f.fn->file())].ends_with(name);
    guard.against_ok = guard.against_ok || script;
    guard.body = guard.body || measured;
    Sides out = split_on(std::move(world), "h" + std::to_string(hole), guard);
    for (auto& [side, holds] : out)
      holds = holds != flip;
    return out;
  }
  if (may_hold && may_not) {
    Guard g;
    g.spot = at;
    return split_on(std::move(world),
                    "s" + std::to_string(f.id) + ":" + std::to_string(at.line) +
                        ":" + std::to_string(at.column),
                    g);
  }
  return only(std::move(world), may_hold);
}

/// After `if (v)`, v has only the alternatives that fit.
void Machine::narrow(const ir::Expr& e, const Frame& f, World& w, bool holds) {
  if (e.kind != ir::ExprKind::var)
    return;
  auto at = w.slots.find({frame_of(e.text, f, w), e.text});
  if (at == w.slots.end() || at->second->size() < 2)
    return;
  Value fit;
  for (const Alt& alt : *at->second)
    if (truth(alt, w).value_or(holds) == holds)
      fit.push_back(alt);
  if (!fit.empty())
    w.slots[at->first] = std::move(fit);
}

/// if (ec), where ec is an object and no pointer: its class decides.
bool Machine::asks_object(const ir::Expr& e, const Value& value,
                          const World& w) const {
  if (value.size() != 1 || value[0].kind != Kind::object)
    return false;
  auto at = w.objects.find(value[0].object);
  if (at == w.objects.end() || at->second->hole >= 0)
    return false;
  bool by_value = e.kind == ir::ExprKind::var && !e.type.empty() &&
                  !e.type.ends_with('*') &&
                  e.type.find("_ptr") == std::string::npos;
  std::string type = lower(last_name(at->second->type));
  for (const char* word : {"error", "expected", "optional", "result", "status"})
    by_value = by_value || type.find(word) != std::string::npos;
  return by_value;
}

Sides Machine::split_on_object(Path path, Spot at) {
  Guard g;
  g.spot = at;
  std::string key = "b" + std::to_string(path.value[0].object);
  return split_on(std::move(path.world), key, g);
}

Sides Machine::decide(const ir::Expr& e, Frame& f, World world) {
  Sides out;
  if (e.kind == ir::ExprKind::unary && e.text == "!" && !e.args.empty()) {
    out = decide(e.args[0], f, std::move(world));
    for (auto& [w, holds] : out)
      holds = !holds;
    return out;
  }
  if (e.kind == ir::ExprKind::call && !e.receiver && !e.args.empty() &&
      is_branch_hint(e.text))
    return decide(e.args[0], f, std::move(world));
  bool both = e.kind == ir::ExprKind::binary && e.args.size() == 2;
  if (both && (e.text == "&&" || e.text == "||")) {
    bool stop = e.text == "||";
    for (auto& [w, holds] : decide(e.args[0], f, std::move(world))) {
      if (holds == stop) {
        out.emplace_back(std::move(w), holds);
        continue;
      }
      for (auto& side : decide(e.args[1], f, std::move(w)))
        out.push_back(std::move(side));
    }
    return out;
  }
  if (both && (e.text == "==" || e.text == "!=" || e.text == "<" ||
               e.text == ">" || e.text == "<=" || e.text == ">="))
    return compare(e, f, std::move(world));
  for (Path& p : eval(e, f, std::move(world)))
    for (auto& [w, holds] :
         asks_object(e, p.value, p.world)
             ? split_on_object(std::move(p), spot(e.loc, f))
             : split(std::move(p.world), p.value, f, spot(e.loc, f))) {
      narrow(e, f, w, holds);
      out.emplace_back(std::move(w), holds);
    }
  return out;
}

Sides Machine::compare(const ir::Expr& e, Frame& f, World world) {
  Sides out;
  if (const auto of_class = as_status_class(e))
    return compare(*of_class, f, std::move(world));
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    bool differs = e.text == "!=";
    for (auto& [w, holds] : test(std::move(t.world), differs ? "==" : e.text,
                                 t.values[0], t.values[1], spot(e.loc, f))) {
      bool result = holds != differs;
      bool against_null = e.args[1].kind == ir::ExprKind::null;
      if (against_null)
        narrow(e.args[0], f, w, !holds);
      out.emplace_back(std::move(w), result);
    }
  }
  return out;
}

Sides Machine::test(World world, const std::string& raw_op, const Value& ra,
                    const Value& rb, Spot at) {
  auto is_null = [](const Value& v) {
    return v.size() == 1 && v[0].kind == Kind::null;
  };
  Value a = is_null(rb) ? ra : load(ra, world);
  Value b = is_null(ra) ? rb : load(rb, world);
  std::string op = raw_op;
  bool swap = a.size() == 1 && is_constant(a[0]) &&
              !(b.size() == 1 && is_constant(b[0]));
  if (swap) {
    std::swap(a, b);
    op = flipped(op);
  }
  bool may_hold = a.empty() || b.empty(), may_not = may_hold;
  int hole = -1;
  for (const Alt& x : a)
    for (const Alt& y : b) {
      hole = hole < 0 ? subject_hole(x, world) : hole;
      auto sure = subject_hole(x, world) >= 0 || subject_hole(y, world) >= 0
                      ? std::nullopt
                      : relation(op, x, y);
      may_hold = may_hold || sure.value_or(true);
      may_not = may_not || !sure.value_or(false);
    }
  if (may_hold != may_not)
    return only(std::move(world), may_hold);
  std::string where = std::to_string(at.file) + ":" + std::to_string(at.line) +
                      ":" + std::to_string(at.column);
  bool against_constant = b.size() == 1 && is_constant(b[0]);
  if (hole < 0 || !against_constant)
    return split_on(std::move(world), hole < 0 ? "c" + where : "d" + where,
                    hole < 0 ? Guard{} : guard_of(hole, "?", at));
  const bool measured = s_.holes[hole].negates >= 0 && s_.holes[hole].body;
  const std::optional<bool> there = asks_presence(op, b[0], measured);
  const bool plain = there.has_value();
  bool flip = there == false;
  for (; s_.holes[hole].negates >= 0 && plain; hole = s_.holes[hole].negates)
    flip = !flip;
  if (plain && s_.holes[hole].allocation)
    return only(std::move(world), !flip);
  std::string key = "h" + std::to_string(hole);
  if (!plain)
    key += op + constant_text(b[0]);
  Guard guard = guard_of(hole, plain ? "" : constant_text(b[0]), at);
  guard.op = plain ? "" : op;
  guard = as_outcome(std::move(guard), world, s_.flows);
  guard.against_zero = plain && !measured && is_number_zero(b[0]);
  guard.against_ok = guard.against_zero && names_success(b[0].name);
  guard.body =
      guard.body || measured || (plain && b[0].kind == Kind::text); // == ""
  Sides out = split_on(std::move(world), key, guard);
  for (auto& [side, holds] : out)
    holds = holds != flip;
  return out;
}

} // namespace imds::analyzer::link
