// SPDX-License-Identifier: Apache-2.0
//
// Loops, switches and try blocks. A loop over a table of known rows is walked
// row by row, so that path, header and verb of one row stay together; any other
// body is walked once. An exception may leave a try block anywhere, so its
// handlers begin with the state before it, and that is remembered as an outcome
// of the token PUT if the block sent one.
#include "analyzer/link/atoms.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <utility>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxRows = 16;
constexpr std::size_t kMaxTries = 2; // of a loop that does the same again

bool is_endless(const ir::Stmt& loop) {
  return loop.exprs.empty() || loop.exprs[0].kind == ir::ExprKind::integer;
}

/// The variable that a condition counts: i of i < 3, and of ++i < 3.
const ir::Expr* counter(const ir::Expr& condition) {
  const ir::Expr* e = &condition;
  if (e->kind == ir::ExprKind::binary && !e->args.empty())
    e = &e->args[0];
  if (e->kind == ir::ExprKind::unary && !e->args.empty())
    e = &e->args[0];
  return e->kind == ir::ExprKind::var ? e : nullptr;
}

int uses_in(const ir::Expr& e, const std::string& name) {
  int out = 0;
  visit(e, [&](const ir::Expr& part) {
    out += part.kind == ir::ExprKind::var && part.text == name;
  });
  return out;
}

/// sleep(1 << i), log(i): what is asked for next does not depend on it.
bool waits_or_talks(const ir::Expr& e) {
  if (e.kind != ir::ExprKind::call)
    return false;
  std::string name = lower(last_name(e.text));
  return sending_of(last_name(e.text)) == Sending::talks ||
         has_word(name, {"sleep", "delay", "backoff"});
}

/// How often `name` is used in `body`, but to wait or to log.
int telling_uses(const std::vector<ir::Stmt>& body, const std::string& name) {
  int uses = 0;
  visit(body, [&](const ir::Expr& e) {
    bool steps = e.kind == ir::ExprKind::unary && e.text.size() == 2;
    if (steps || waits_or_talks(e))
      uses -= uses_in(e, name);
    uses += e.kind == ir::ExprKind::var && e.text == name;
  });
  return uses;
}

/// int pause = (1 << i) * 50: as harmless as what is done with `pause`.
int uses_for_waiting(const std::vector<ir::Stmt>& body,
                     const std::vector<ir::Stmt>& all,
                     const std::string& name) {
  int uses = 0;
  for (const ir::Stmt& s : body) {
    bool harmless = s.kind == ir::StmtKind::declare && !s.exprs.empty() &&
                    s.exprs[0].kind == ir::ExprKind::binary &&
                    telling_uses(all, s.text) <= 0;
    if (harmless)
      uses += uses_in(s.exprs[0], name);
    for (const auto& block : s.blocks)
      uses += uses_for_waiting(block, all, name);
  }
  return uses;
}

/// for (int i = 0; i < 3; ++i) around a body to which `i` says nothing, or that
/// logs it, or waits longer each time: it tries once more what it did before.
bool only_counts(const ir::Stmt& loop, const std::vector<ir::Stmt>& body) {
  const ir::Expr* i = loop.exprs.empty() ? nullptr : counter(loop.exprs[0]);
  return i &&
         telling_uses(body, i->text) - uses_for_waiting(body, body, i->text) <=
             0;
}

/// case A: case B: one body that the reader copied.
bool same_body(const std::vector<ir::Stmt>& a, const std::vector<ir::Stmt>& b) {
  if (a.size() != b.size() || a.empty())
    return a.size() == b.size();
  const ir::Loc &x = a.front().loc, &y = b.front().loc;
  return x.file == y.file && x.line == y.line && x.column == y.column;
}

} // namespace

/// Walks `body` in every world; afterwards `worlds` are those that go on.
void Machine::once(const Stmts& body, Frame& f, std::vector<World>& worlds,
                   Outcome& out, std::vector<World>& broke) {
  std::vector<World> next;
  for (World& w : worlds) {
    Outcome o = exec(body, f, std::move(w));
    for (World& on : o.on)
      next.push_back(std::move(on));
    for (Left& l : o.left) {
      if (l.how == Exit::loop_continue)
        next.push_back(std::move(l.world));
      else if (l.how == Exit::loop_break)
        broke.push_back(std::move(l.world));
      else
        out.left.push_back(std::move(l));
    }
  }
  for (World& w : next)
    end_scope(body, f, w);
  reduce(next);
  worlds = std::move(next);
}

Outcome Machine::exec_loop(const ir::Stmt& s, Frame& f, World world) {
  if (s.text == "range")
    return exec_range(s, f, std::move(world));
  Outcome out;
  std::vector<World> worlds, broke;
  worlds.push_back(std::move(world));
  int outer = f.iteration;
  static const Stmts kNone;
  const Stmts& body = s.blocks.empty() ? kNone : s.blocks[0];
  const bool again = is_endless(s) || only_counts(s, body);
  const std::size_t most = again ? kMaxTries : kMaxRows;
  for (std::size_t i = 0; i < most && !worlds.empty(); ++i) {
    std::vector<World> in;
    bool sure = !s.exprs.empty() && s.text != "do";
    for (World& w : worlds) {
      if (s.exprs.empty() || (s.text == "do" && i == 0)) {
        in.push_back(std::move(w));
        continue;
      }
      auto sides = decide(s.exprs[0], f, std::move(w));
      sure = sure && sides.size() == 1;
      for (auto& [side, holds] : sides)
        if (!holds && (i > 0 || sides.size() == 1))
          broke.push_back(std::move(side));
        else if (holds)
          in.push_back(std::move(side));
    }
    worlds = std::move(in);
    f.iteration = outer * 17 + int(i) + 1;
    once(body, f, worlds, out, broke);
    if (!sure)
      break;
  }
  f.iteration = outer;
  out.on = std::move(broke);
  for (World& w : worlds)
    out.on.push_back(std::move(w));
  reduce(out.on);
  return out;
}

/// What a range-for visits, as far as it is known.
std::vector<Value> Machine::elements(const Value& range, World& w,
                                     const ir::Stmt& s, Frame& f) {
  std::vector<Value> out;
  Spot at = spot(s.loc, f);
  for (const Alt& alt : load(range, w)) {
    if (alt.kind != Kind::object || !w.objects.contains(alt.object))
      continue;
    const Held<Object> o = w.objects.get(alt.object);
    for (int i = 0; i < o->size && out.size() < kMaxRows; ++i)
      if (auto e = o->fields.find("[" + std::to_string(i) + "]");
          e != o->fields.end())
        out.push_back(e->second);
    if (out.empty())
      out = header_entries(alt.object, s, f, w);
    // Each of its elements carries something.
    if (out.empty() && !o->bag.empty())
      out.push_back(object_value(alt.object, at, f.depth));
  }
  if (out.empty())
    out.push_back(
        hole_value(fresh_hole(Origin::unknown, s.text2,
                              "each:" + std::to_string(at.file) + ":" +
                                  std::to_string(at.line) + s.text2),
                   at, f.depth));
  return out;
}

Outcome Machine::exec_range(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  std::vector<World> broke;
  if (s.exprs.empty() || s.blocks.empty())
    return out.on.push_back(std::move(world)), out;
  int outer = f.iteration;
  for (Path& p : eval(s.exprs[0], f, std::move(world))) {
    std::vector<World> worlds;
    std::vector<Value> rows = elements(p.value, p.world, s, f);
    worlds.push_back(std::move(p.world));
    for (std::size_t i = 0; i < rows.size() && !worlds.empty(); ++i) {
      f.iteration = outer * 17 + int(i) + 1;
      for (World& w : worlds)
        w.slots[{f.id, s.text2}] = rows[i];
      once(s.blocks[0], f, worlds, out, broke);
    }
    for (World& w : worlds)
      out.on.push_back(std::move(w));
  }
  f.iteration = outer;
  for (World& w : broke)
    out.on.push_back(std::move(w));
  reduce(out.on);
  return out;
}

Outcome Machine::exec_choose(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (s.exprs.empty())
    return out.on.push_back(std::move(world)), out;
  for (Path& subject : eval(s.exprs[0], f, std::move(world))) {
    std::vector<World> rest;
    rest.push_back(std::move(subject.world));
    std::size_t fallback = s.blocks.size();
    auto run = [&](std::size_t i, std::vector<World> worlds) {
      std::vector<World> broke;
      once(s.blocks[i], f, worlds, out, broke);
      for (auto* list : {&worlds, &broke})
        for (World& w : *list)
          out.on.push_back(std::move(w));
    };
    std::vector<World> hit;
    for (std::size_t i = 0; i < s.blocks.size(); ++i) {
      if (i + 1 >= s.exprs.size() ||
          s.exprs[i + 1].kind == ir::ExprKind::null) {
        fallback = i;
        continue;
      }
      std::vector<World> miss;
      for (World& w : rest)
        for (Path& label : eval(s.exprs[i + 1], f, std::move(w)))
          for (auto& [side, holds] :
               test(std::move(label.world), "==", subject.value, label.value,
                    spot(s.exprs[i + 1].loc, f)))
            (holds ? hit : miss).push_back(std::move(side));
      rest = std::move(miss);
      bool shared = i + 1 < s.blocks.size() && i + 2 < s.exprs.size() &&
                    s.exprs[i + 2].kind != ir::ExprKind::null &&
                    same_body(s.blocks[i], s.blocks[i + 1]);
      if (shared)
        continue;
      reduce(hit);
      run(i, std::exchange(hit, {}));
    }
    if (fallback < s.blocks.size())
      run(fallback, std::move(rest));
    else
      for (World& w : rest)
        out.on.push_back(std::move(w));
  }
  reduce(out.on);
  return out;
}

Outcome Machine::exec_attempt(const ir::Stmt& s, Frame& f, World world) {
  Outcome out;
  if (s.blocks.empty())
    return out.on.push_back(std::move(world)), out;
  std::vector<World> outer = std::move(raised_);
  raised_.clear();
  World before = world;
  std::uint64_t puts = s_.puts;
  Outcome body = exec(s.blocks[0], f, std::move(world));
  for (World& w : body.on)
    end_scope(s.blocks[0], f, w);
  std::vector<World> caught = std::move(raised_);
  raised_ = std::move(outer);
  Guard raised;
  Spot at = spot(s.loc, f);
  raised.key = "raised:" + std::to_string(f.id) + ":" +
               std::to_string(at.line) + ":" + std::to_string(at.column);
  raised.spot = at;
  if (s_.puts > puts)
    raised.reason = Reason::token;
  before.assume(raised);
  raised.holds = false;
  for (World& w : body.on) {
    w.assume(raised);
    out.on.push_back(std::move(w));
  }
  raised.holds = true;
  for (Left& l : body.left) {
    if (l.how == Exit::raise) {
      l.world.assume(raised);
      caught.push_back(std::move(l.world));
    } else {
      out.left.push_back(std::move(l));
    }
  }
  for (World& w : caught)
    unwind(w, f);
  caught.push_back(std::move(before));
  reduce(caught);
  for (std::size_t i = 1; i < s.blocks.size(); ++i)
    for (const World& w : caught) {
      Outcome handled = exec(s.blocks[i], f, w);
      for (World& on : handled.on)
        out.on.push_back(std::move(on));
      for (Left& l : handled.left)
        out.left.push_back(std::move(l));
    }
  reduce(out.on);
  return out;
}

} // namespace imds::analyzer::link
