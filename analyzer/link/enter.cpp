// SPDX-License-Identifier: Apache-2.0
//
// The way into a callee: whether to go, how much it may cost, and what its
// parameters hold.
//
// A body may cost half of what is left, so that a caller always gets to its own
// end. One that used that up and sent nothing (a socket layer with its timers,
// TLS and pools, a JSON parser) is passed over: the state is what it was before
// the call, and whether the call sends is told by its name and by what it got
// (unknown_calls.cpp). The next call of it is given little. What names IMDS is
// not charged to a bystander on the way to it (a table of callbacks).
#include "analyzer/link/call_words.h"
#include "analyzer/link/copies.h"
#include "analyzer/link/filled.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/setters.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::link {
namespace {

constexpr std::uint64_t kStepsAside = 6000;
constexpr std::uint64_t kStepsAgain = 1000;
constexpr std::uint64_t kStepsOwn = 20'000;
constexpr std::uint64_t kEnough = 4000;
constexpr std::uint64_t kEnoughInAll = 12'000; // of one walk
constexpr std::size_t kSmallBody = 1;
constexpr std::size_t kSmallConstructor = 8; // it makes what methods work on
constexpr int kSmallDepth = 4;

} // namespace

/// each_line(body, [&] { ask(client, url); }) does what its lambda does.
bool Machine::gives_live_lambda(const Value& value, const Frame& f,
                                const World& w) {
  for (const Alt& alt : value) {
    bool lambda = alt.kind == Kind::function && alt.frame >= 0;
    const Fn* fn = lambda ? s_.program.lambda(alt.name, f.fn->file()) : nullptr;
    if (!fn || on_stack(*fn, f))
      continue;
    Frame inner;
    inner.fn = fn;
    inner.id = alt.frame; // where the captured variables are
    for (const ir::Stmt& s : fn->ir->body)
      if (!is_dull(s, inner, w))
        return true;
  }
  return false;
}

bool Machine::worth_entering(const Fn& fn, const Call& c, const Frame& f,
                             const World& w) {
  if (f.depth >= kMaxDepth || tired() || on_stack(fn, f))
    return false;
  if (cleans_up(c.name) && c.args.size() + c.has_receiver == 1)
    return false;
  if (s_.touching.contains(fn.id))
    return true;
  if (only_talks(c.name))
    return false;
  bool constructs = last_name(fn.ir->class_name) == last_name(fn.ir->name);
  std::size_t small = constructs ? kSmallConstructor : kSmallBody;
  if ((fn.ir->body.size() <= small || only_sets(fn)) && f.depth < kSmallDepth)
    return !asks_outside(fn, s_.program);
  auto matters_here = [&](const Value& v) {
    return relevant(v, w) || gives_live_lambda(v, f, w);
  };
  return matters_here(c.self) || std::ranges::any_of(c.args, matters_here) ||
         may_send_member(fn, w, s_);
}

/// How many steps a callee may cost. A lambda is part of who made it.
std::uint64_t Machine::allowance(const Fn& fn, int captured) const {
  std::uint64_t left = budget_ > steps_ ? budget_ - steps_ : 0;
  if (captured >= 0)
    return left;
  if (s_.heavy.contains(fn.id))
    return std::min(kStepsAgain, left / 2);
  return s_.naming.contains(fn.id) ? left / 2 : std::min(kStepsAside, left / 2);
}

/// What a callee that names IMDS may cost in a caller that has too little left
/// for it; 0 where the caller's own will do.
std::uint64_t Machine::grant(const Fn& fn, std::uint64_t allowed) const {
  std::uint64_t left = total_ > steps_ ? total_ - steps_ : 0;
  std::uint64_t own = std::min(kStepsOwn, left / 4);
  bool poor = s_.naming.contains(fn.id) && !s_.heavy.contains(fn.id);
  return poor && own > allowed ? own : 0;
}

/// client_do(request) of a library within the tree: it knows nothing of IMDS,
/// so all that decides is in what it gets.
bool Machine::sends_itself(const Fn& fn, const Call& c, World& before) {
  return !s_.naming.contains(fn.id) && says_request(c.name) &&
         is_full(call_bag(c, before), before, /*whole=*/false);
}

/// Undoes what a callee noted that is passed over.
void Machine::take_back(std::size_t noted, std::size_t raised,
                        std::uint64_t sends) {
  for (std::size_t i = noted; i < noted_.size(); ++i)
    s_.flows.events[std::size_t(noted_[i])].round = -1;
  noted_.resize(noted);
  raised_.erase(raised_.begin() + std::ptrdiff_t(raised), raised_.end());
  s_.sends = sends;
}

/// The frame of a callee: its names, its object and the way to it.
Frame Machine::frame_for(const Fn& fn, const Call& c, Frame& f, World& w,
                         int captured) {
  const bool shares = captured >= 0; // a lambda: its maker's object
  Frame inner;
  inner.fn = &fn;
  inner.caller = &f;
  inner.depth = f.depth + 1;
  inner.id = id("f" + std::to_string(f.id) + ":" + std::to_string(c.spot.line) +
                ":" + std::to_string(c.spot.column) + ":" +
                std::to_string(f.iteration) + ":" + std::to_string(fn.id));
  inner.parent = captured;
  if (shares)
    parents_[inner.id] = captured;
  depths_[inner.id] = inner.depth;
  inner.stack = f.stack;
  inner.stack.push_back({c.spot, f.fn->ir->name, c.name});
  inner.self_class = shares ? f.self_class : fn.ir->class_name;
  inner.self = shares ? f.self : self_for(fn, c, f, w);
  return inner;
}

/// The object whose method is entered, -1: none.
int Machine::self_for(const Fn& fn, const Call& c, const Frame& f, World& w) {
  const std::string& type = fn.ir->class_name;
  for (const Alt& alt : c.self)
    if (int object = object_of(alt, w, type, f); object >= 0)
      return object;
  if (type.empty())
    return -1;
  const bool own = f.self >= 0 && !c.has_receiver;
  return own ? f.self : make_object(type, f, c.spot, w, "self");
}

/// Notes of a callee whether it is worth its steps. `cost`: of this time. What
/// names IMDS and sends is, also where only its name says that it sends.
void Machine::weigh(const Fn& fn, const Sends& before, std::uint64_t cost) {
  const bool own = s_.naming.contains(fn.id) && s_.sends != before.all;
  if (own || s_.known != before.known) {
    s_.sending.insert(fn.id);
    s_.heavy.erase(fn.id);
  }
  // What parses each answer costs little at a time, and all of a walk.
  if (s_.known == before.known && s_.sends == before.all &&
      !s_.sending.contains(fn.id) && (cost_[fn.id] += cost) > kEnoughInAll)
    s_.heavy.insert(fn.id);
}

/// The callee as one whose body nobody knows.
Paths Machine::pass_over(const Call& c, const Frame& f, World world) {
  ++passed_over_;
  Value value = call_hole(c, f, world);
  Paths paths;
  paths.push_back({std::move(world), std::move(value)});
  return paths;
}

Paths Machine::enter(const Fn& fn, const Call& c, Frame& f, World world,
                     int captured) {
  if (s_.heavy.contains(fn.id) && sends_itself(fn, c, world))
    return pass_over(c, f, std::move(world));
  Frame inner = frame_for(fn, c, f, world, captured);
  World before = world;
  bind(fn, c, inner, f, world);
  const std::size_t sent = world.sent.size();
  const std::size_t raised = raised_.size(), noted = noted_.size();
  const Sends sends{s_.sends, s_.known};
  const std::uint64_t allowed = allowance(fn, captured), start = steps_;
  const std::uint64_t granted = grant(fn, allowed);
  std::uint64_t budget =
      std::exchange(budget_, steps_ + std::max(allowed, granted));
  const int outer = std::exchange(depth_, inner.depth);
  Outcome out = exec(fn.ir->body, inner, std::move(world));
  if (granted > 0)
    budget += steps_ - start;
  const bool spent = tired() && steps_ <= budget;
  budget_ = budget;
  depth_ = outer;
  const bool was_heavy = s_.heavy.contains(fn.id);
  weigh(fn, sends, steps_ - start);
  if (spent && was_heavy && !s_.heavy.contains(fn.id)) { // it was given little
    take_back(noted, raised, sends.all);
    return enter(fn, c, f, std::move(before), captured);
  }
  if (spent && s_.known == sends.known &&
      (s_.sends == sends.all || sends_itself(fn, c, before))) {
    if (allowed >= kEnough && !s_.sending.contains(fn.id))
      s_.heavy.insert(fn.id);
    take_back(noted, raised, sends.all);
    return pass_over(c, f, std::move(before));
  }
  gave_up_ = gave_up_ || spent;
  return finish(std::move(out), fn, c, inner, f, sent);
}

void Machine::bind_default(const ir::Param& p, Frame& inner, World& w) {
  if (p.initial.empty())
    return;
  Frame at = inner;
  at.depth = std::max(0, inner.depth - 1); // the caller's value
  Paths paths = eval(p.initial[0], at, std::move(w));
  w = std::move(paths.front().world);
  w.slots[{inner.id, p.name}] = load(paths.front().value, w);
}

void Machine::bind(const Fn& fn, const Call& c, Frame& inner, Frame& f,
                   World& w) {
  if (in_script(*fn.ir))
    w.slots[{inner.id, "@"}] = rest_of(c, 0, f, w);
  for (std::size_t i = 0; i < fn.ir->params.size(); ++i) {
    const ir::Param& p = fn.ir->params[i];
    if (i >= c.args.size()) {
      bind_default(p, inner, w);
      continue;
    }
    Value value = c.args[i];
    if (is_rest(p) && i + 1 < c.args.size())
      value = rest_of(c, i, f, w);
    const ir::Expr& arg = *c.arg_exprs[i];
    bool object = value.size() == 1 && value[0].kind == Kind::object;
    bool lvalue = arg.kind == ir::ExprKind::var;
    if (p.type.ends_with('&') && !p.type.ends_with("&&") && lvalue && !object &&
        (value.empty() || value[0].kind != Kind::storage)) {
      Alt storage;
      storage.kind = Kind::storage;
      storage.frame = frame_of(arg.text, f, w);
      storage.name = arg.text;
      value = {storage};
    }
    bool by_storage = value.size() == 1 && value[0].kind == Kind::storage;
    if (by_storage && p.type.ends_with('&'))
      inner.refs.insert(p.name);
    for (const Alt& alt : value)
      if (auto at = w.objects.find(alt.object);
          alt.kind == Kind::object && at != w.objects.end() &&
          (at->second->type.empty() || at->second->list) && !p.type.empty())
        w.objects[alt.object].edit().type = s_.program.class_of(p.type);
    if (is_copied(p.type))
      value = copied(value, inner.depth, w, [&](int from) {
        return make_object(p.type, inner, c.spot, w, std::to_string(from));
      });
    w.slots[{inner.id, p.name}] = std::move(value);
  }
}

} // namespace imds::analyzer::link
