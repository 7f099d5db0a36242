// SPDX-License-Identifier: Apache-2.0
//
// Functions that are given away. Who gets one and is not in the tree calls it
// sooner or later, and now or later is one to us: a lambda is walked at once,
// and so is a plain function, if what is given with it says something of a
// request. By convention the argument after the function is its user data, and
// comes back as its void pointer:
//
//   event_add(loop, on_timer, request);   void on_timer(void *data)
//
// A thread, a task and std::bind call a function with all that follows it:
//
//   std::async(std::launch::async, get, url);
//   std::thread worker(&Client::get, this, url);
//
// What it does not see: user data that was set by another call.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

bool names_user_data(const std::string& name) {
  std::string plain = lower(name);
  for (const char* word : {"data", "arg", "ctx", "context", "opaque", "priv",
                           "user", "cookie", "closure", "param", "baton"})
    if (plain.find(word) != std::string::npos)
      return true;
  return false;
}

/// The parameter that user data comes back in, or none: the last that fits.
std::size_t user_data_of(const ir::Function& fn) {
  std::size_t out = fn.params.size();
  for (std::size_t i = 0; i < fn.params.size(); ++i) {
    const std::string& type = fn.params[i].type;
    bool fits = type == "void*" || type == "gpointer" || type.empty();
    if (fits && (fn.params.size() == 1 || names_user_data(fn.params[i].name) ||
                 out == fn.params.size()))
      out = i;
  }
  return out;
}

bool calls_with_the_rest(const std::string& callee) {
  return is_one_of(callee, {"async", "thread", "jthread", "bind", "bind_front",
                            "invoke", "call_once", "spawn", "submit", "enqueue",
                            "emplace_back"});
}

} // namespace

bool on_stack(const Fn& fn, const Frame& f) {
  for (const Frame* at = &f; at; at = at->caller)
    if (at->fn->ir == fn.ir)
      return true;
  return false;
}

/// What this walk put into the user data, or the user data by itself.
bool Machine::hands_over(const Value& user_data, const World& w) const {
  return std::any_of(user_data.begin(), user_data.end(), [&](const Alt& alt) {
    return relevant({alt}, w) ||
           relevant(object_value(known_object(alt), {}, 0), w);
  });
}

/// connect(loop, "http://169.254.169.254", on_event, NULL): who only connects
/// lets the function ask.
bool Machine::connects_for(const Fn& fn, const Call& c, const World& w) const {
  return s_.touching.contains(fn.id) && sending_of(c.name) == Sending::never &&
         std::any_of(c.args.begin(), c.args.end(),
                     [&](const Value& arg) { return relevant(arg, w); });
}

/// Gives `inner` what follows the function in `c`, if that is what it takes.
bool Machine::give_rest(const Fn& fn, std::size_t at, const Call& c,
                        Call& inner) const {
  const std::size_t rest = c.args.size() - at - 1;
  const std::size_t takes = fn.ir->params.size();
  const bool method = !fn.ir->class_name.empty() && rest == takes + 1;
  if (!calls_with_the_rest(c.name) || (rest != takes && !method))
    return false;
  inner.has_receiver = method;
  if (method)
    inner.self = c.args[at + 1];
  for (std::size_t i = at + 1 + (method ? 1 : 0); i < c.args.size(); ++i) {
    inner.args.push_back(c.args[i]);
    inner.arg_exprs.push_back(c.arg_exprs[i]);
  }
  return true;
}

Paths Machine::run_callback(const Alt& function, std::size_t at, Call& c,
                            Frame& f, World world) {
  Paths none;
  bool is_lambda = function.frame >= 0;
  const Fn* fn = nullptr;
  if (is_lambda)
    fn = s_.program.lambda(function.name, f.fn->file());
  else if (auto fns = s_.program.named(function.name, home_of(function, c));
           fns.size() == 1)
    fn = fns[0];
  if (!fn || on_stack(*fn, f) || f.depth >= kMaxDepth || tired())
    return none;
  Call inner;
  inner.name = c.name;
  inner.spot = c.spot;
  const bool by_rest = give_rest(*fn, at, c, inner);
  if (is_lambda)
    return enter(*fn, inner, f, std::move(world), function.frame);
  const bool tells =
      std::any_of(inner.args.begin(), inner.args.end(),
                  [&](const Value& arg) { return relevant(arg, world); });
  if (by_rest && tells)
    return enter(*fn, inner, f, std::move(world), -1);
  inner.args.clear();
  inner.arg_exprs.clear();
  static const ir::Expr kNothing;
  std::size_t user_data = user_data_of(*fn->ir);
  bool given = at + 1 < c.args.size() && user_data < fn->ir->params.size();
  if (!(given && hands_over(c.args[at + 1], world)) &&
      !connects_for(*fn, c, world))
    return none;
  for (std::size_t i = 0; i < fn->ir->params.size(); ++i) {
    const std::string& name = fn->ir->params[i].name;
    std::string key = "cb" + std::to_string(fn->id) + ":" +
                      std::to_string(c.spot.line) + ":" + name;
    inner.args.push_back(
        given && i == user_data
            ? c.args[at + 1]
            : hole_value(fresh_hole(Origin::unknown, name, key), c.spot,
                         f.depth));
    inner.arg_exprs.push_back(&kNothing);
  }
  Bag around;
  std::set<int> seen;
  gather(call_bag(c, world), world, around, seen);
  const std::size_t noted = noted_.size();
  Paths out = enter(*fn, inner, f, std::move(world), -1);
  for (std::size_t i = noted; i < noted_.size(); ++i)
    for (const Value* hosts : {&around.host, &around.url})
      note_hosts(*hosts, s_.flows.events[std::size_t(noted_[i])]);
  return out;
}

Paths Machine::run_callbacks(Call& c, Frame& f, Paths paths) {
  for (std::size_t at = 0; at < c.args.size(); ++at)
    for (const Alt& alt : Value(c.args[at])) {
      if (alt.kind != Kind::function)
        continue;
      Paths next;
      bool ran = false;
      for (Path& p : paths) {
        Paths after = run_callback(alt, at, c, f, p.world);
        ran = ran || !after.empty();
        for (Path& a : after)
          next.push_back({std::move(a.world), p.value});
        if (after.empty())
          next.push_back(std::move(p));
      }
      paths = std::move(next);
      if (ran)
        merge_paths(paths);
    }
  return paths;
}

/// Whether one of these functions is being walked: what it calls by the same
/// name (aws.get asks by http->get) belongs to another table.
bool Machine::is_walking(const Value& targets, const Frame& f) {
  for (const Frame* at = &f; at; at = at->caller)
    for (const Alt& target : targets)
      if (target.kind == Kind::function && target.name == at->fn->ir->name)
        return true;
  return false;
}

/// object->name(x) where `name` is a member that holds a function.
Value Machine::held_functions(const Call& c, const Frame& f,
                              const World& w) const {
  Value out;
  for (const Alt& alt : c.self)
    if (auto at = w.objects.find(alt.object); at != w.objects.end())
      if (auto held = at->second->fields.find(c.name);
          held != at->second->fields.end())
        for (const Alt& value : held->second)
          if (value.kind == Kind::function)
            link::join(out, {value});
  const auto* targets = s_.store.targets(c.name);
  if (out.empty() && targets && targets->size() <= 4 &&
      !is_walking(*targets, f))
    out = *targets;
  return out;
}

} // namespace imds::analyzer::link
