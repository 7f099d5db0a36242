// SPDX-License-Identifier: Apache-2.0
//
// A call is answered by the first that knows it: what texts do (text_calls),
// a rule of a client library (client_calls), a body in the tree, which is
// entered with the values at hand, or nobody (unknown_calls). A body is entered
// where it may matter: something that concerns a request goes in, or the callee
// reaches one. Depth, recursion and steps are bounded; what is cut off is a
// hole, and a walk over its budget is reported.
#include "analyzer/link/atoms.h"
#include "analyzer/link/bodies.h"
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/overloads.h"
#include "analyzer/link/settings.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxTargets = 4;

std::string template_argument(const std::string& name) {
  std::size_t open = name.find('<');
  std::size_t close = name.rfind('>');
  if (open == std::string::npos || close == std::string::npos || close < open)
    return "";
  return name.substr(open + 1, close - open - 1);
}

/// (*p->log)(x) and p->log(x) call one thing.
const ir::Expr& behind_stars(const ir::Expr& e) {
  const ir::Expr* at = &e;
  while (at->kind == ir::ExprKind::unary && at->text == "*" &&
         !at->args.empty())
    at = &at->args[0];
  return *at;
}

bool makes_object(const std::string& name) {
  std::string plain = lower(name);
  return plain == "make_unique" || plain == "make_shared" ||
         plain == "makeunique" || plain == "makeshared" ||
         plain == "make_lw_shared" || plain == "make_scoped" ||
         plain == "allocate_shared" || plain == "make_optional";
}

} // namespace

Value Machine::call_hole(const Call& c, const Frame& f, const World& w) {
  std::string key = "c" + std::to_string(f.id) + ":" +
                    std::to_string(c.spot.line) + ":" +
                    std::to_string(c.spot.column) + ":" +
                    std::to_string(f.iteration) + c.name;
  Hole hole;
  hole.origin = Origin::call;
  hole.name = c.name;
  hole.allocation = has_word(lower(c.name), {"malloc", "calloc", "realloc"});
  if (auto setting = c.e ? setting_of(*c.e) : std::nullopt) {
    hole.name = setting->key;
    hole.preset = setting->preset;
    key = "setting:" + setting->key + "=" + setting->preset;
  }
  // What is asked of an answer is an answer.
  auto inherit = [&](const Value& from) {
    for (const Alt& alt : from) {
      int h = is_hole(alt) ? alt.text[0].hole : -1;
      if (auto at = w.objects.find(known_object(alt));
          at != w.objects.end() && (h < 0 || at->second->hole >= 0))
        h = at->second->hole;
      if (h < 0)
        continue;
      hole.token = hole.token || s_.holes[h].token;
      if (hole.answers < 0)
        hole.answers = s_.holes[h].answers;
    }
  };
  inherit(c.self);
  for (const Value& arg : c.args)
    inherit(arg);
  return hole_value(s_.holes.intern(hole, key + (hole.token ? "t" : "") +
                                              std::to_string(hole.answers)),
                    c.spot, f.depth);
}

/// Of a receiver whose class the reader could not tell: what the declaration of
/// its parameter or member says.
static std::string declared_type(const std::vector<ir::Expr>& args,
                                 const Frame& f, const Program& program) {
  if (args.empty())
    return "";
  if (args[0].kind == ir::ExprKind::var)
    for (const ir::Param& p : f.fn->ir->params)
      if (p.name == args[0].text)
        return p.type;
  if (args[0].kind == ir::ExprKind::field && !args[0].type.empty())
    for (const ir::Field* field : program.fields(args[0].type))
      if (field->name == args[0].text)
        return field->type;
  return "";
}

/// An argument; an array is given by its address.
Value Machine::argument(const ir::Expr& arg, Value value, const Frame& f,
                        const World& w) const {
  if (arg.kind != ir::ExprKind::var || !f.arrays.contains(arg.text))
    return value;
  Alt storage;
  storage.kind = Kind::storage;
  storage.frame = frame_of(arg.text, f, w);
  storage.name = arg.text;
  return {storage};
}

/// The call of `e`; `target` is what a value that is called holds.
Call Machine::call_of(const ir::Expr& e, std::vector<Value> values,
                      const Frame& f, const World& w, Value& target) const {
  Call c;
  c.e = &e;
  c.full = e.text;
  c.name = last_name(e.text);
  c.receiver = s_.program.class_of(e.type.empty() && e.receiver
                                       ? declared_type(e.args, f, s_.program)
                                       : e.type);
  c.has_receiver = e.receiver;
  c.spot = spot(e.loc, f);
  std::size_t first = 0;
  if (e.receiver && !values.empty())
    c.self = load(values[first++], w);
  if (e.indirect && first < values.size())
    target = load(values[first++], w);
  for (std::size_t i = first; i < values.size(); ++i) {
    c.args.push_back(argument(e.args[i], std::move(values[i]), f, w));
    c.arg_exprs.push_back(&e.args[i]);
  }
  return c;
}

/// driver->ops->get(url), where nobody knows what `get` holds: the call is
/// named by it, and may be what anyone in the program stores there.
void Machine::name_by_pointer(const ir::Expr& e, Call& c, Frame& f,
                              const World& w, Value& target) {
  const ir::Expr& by = behind_stars(e.args[e.receiver ? 1 : 0]);
  c.name = last_name(by.text);
  c.full = by.text;
  if (by.kind == ir::ExprKind::field && c.self.empty() && !by.args.empty())
    if (Paths owner = eval(by.args[0], f, w); !owner.empty())
      c.self = load(owner[0].value, owner[0].world);
  if (const auto* targets = s_.store.targets(c.name);
      targets && targets->size() <= kMaxTargets && !is_walking(*targets, f))
    target = *targets;
}

Paths Machine::eval_call(const ir::Expr& e, Frame& f, World world) {
  auto callable = [](const Value& target) {
    return std::ranges::any_of(
        target, [](const Alt& a) { return a.kind == Kind::function; });
  };
  Paths out;
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    Value target;
    Call c = call_of(e, std::move(t.values), f, t.world, target);
    if (auto held = t.world.slots.find({frame_of(e.text, f, t.world), e.text});
        !e.receiver && !e.indirect && held != t.world.slots.end())
      target = *held->second;
    if (e.text.find("(lambda ") != std::string::npos)
      target = {lambda_value(e, f)}; // called through its variable
    if (e.indirect && !callable(target) && !e.args.empty())
      name_by_pointer(e, c, f, t.world, target);
    Paths paths = callable(target)
                      ? call_value(target, c, f, std::move(t.world))
                      : call(c, f, std::move(t.world));
    std::ranges::move(paths, std::back_inserter(out));
  }
  return out;
}

Paths Machine::call_value(const Value& callee, Call& c, Frame& f, World world) {
  std::uint64_t before = s_.sends, passed_over = passed_over_;
  Paths out = enter_values(callee, c, f, world);
  if (out.empty())
    return call(c, f, std::move(world));
  if (s_.sends > before || f.depth >= kMaxDepth)
    return out;
  return sends_unseen(c, f, std::move(out), passed_over == passed_over_);
}

/// The file that names a function: a static one is known only there.
int Machine::home_of(const Alt& function, const Call& c) {
  return function.spot.file >= 0 ? function.spot.file : c.spot.file;
}

/// Every function that the value may be; nothing where none is worth entering.
Paths Machine::enter_values(const Value& callee, Call& c, Frame& f,
                            const World& world) {
  Paths out;
  for (const Alt& alt : callee) {
    if (alt.kind != Kind::function)
      continue;
    if (alt.frame >= 0) {
      if (const Fn* fn = s_.program.lambda(alt.name, f.fn->file());
          fn && !on_stack(*fn, f) && f.depth < kMaxDepth)
        for (Path& p : enter(*fn, c, f, world, alt.frame))
          out.push_back(std::move(p));
      continue;
    }
    auto fns = s_.program.named(alt.name, home_of(alt, c));
    if (fns.size() > kMaxTargets)
      fns.resize(kMaxTargets);
    for (const Fn* fn : fns)
      if (worth_entering(*fn, c, f, world))
        for (Path& p : enter(*fn, c, f, world, -1))
          out.push_back(std::move(p));
  }
  merge_paths(out);
  return out;
}

std::vector<const Fn*> Machine::candidates(const Call& c, const Frame& f,
                                           const World& w) const {
  Callee callee;
  callee.name = c.full;
  callee.receiver = c.receiver;
  callee.has_receiver = c.has_receiver;
  callee.arguments = c.args.size();
  callee.file = c.spot.file;
  bool exact = false;
  for (const Alt& alt : c.self)
    if (auto at = w.objects.find(alt.object);
        at != w.objects.end() && !at->second->type.empty()) {
      std::string type = s_.program.class_of(at->second->type);
      if (!s_.program.find_class(type))
        continue;
      callee.receiver = type;
      exact = at->second->hole < 0;
      break;
    }
  bool plain = c.full.find("::") == std::string::npos ||
               scope_of(c.full) == f.self_class;
  if (!c.has_receiver && plain && !f.self_class.empty()) {
    auto self = w.objects.find(f.self); // an implicit this
    callee.receiver =
        self != w.objects.end() &&
                s_.program.related(self->second->type, f.self_class)
            ? self->second->type
            : f.self_class;
    callee.name = c.name;
    auto own = s_.program.find(callee);
    bool method = !own.empty() && !own[0]->ir->class_name.empty();
    narrow_overloads(own, c);
    if (method)
      return own;
    callee.receiver.clear();
    callee.name = c.full;
  }
  callee.dispatched = c.e && c.e->dispatched && !exact;
  auto out = s_.program.find(callee);
  narrow_overloads(out, c);
  if (out.size() > kMaxTargets)
    out.resize(kMaxTargets);
  return out;
}

/// QNetworkRequest(url): to a reader without the header it is a call.
bool Machine::makes_request_object(Call& c, Frame& f, World& w) {
  const auto* rows = c.has_receiver ? nullptr : s_.clients.rows(c.name);
  if (!rows)
    return false;
  int described = 0;
  for (const Row& row : *rows) {
    if (!row.construct)
      return false;
    for (const Operand* operand :
         {&row.url, &row.host, &row.path, &row.method, &row.raw, &row.shell})
      described = std::max(described, operand->argument);
  }
  // http_request("GET", url, headers) is somebody's own function.
  for (std::size_t i = std::size_t(described) + 1; i < c.args.size(); ++i)
    if (relevant(c.args[i], w))
      return false;
  auto own = candidates(c, f, w);
  return std::none_of(own.begin(), own.end(), [&](const Fn* fn) {
    return !fn->ir->body.empty() && last_name(fn->ir->class_name) != c.name;
  });
}

/// http::experimental::client(address), of a class whose methods a rule knows.
bool Machine::makes_client(const Call& c) const {
  return !c.has_receiver && !scope_of(c.full).empty() &&
         s_.clients.has_class(c.name) && sending_of(c.name) != Sending::likely;
}

Paths Machine::call(Call& c, Frame& f, World world) {
  if (const Fn* script = c.has_receiver
                             ? nullptr
                             : s_.program.sourced_script(c.full, f.fn->file());
      script && !on_stack(*script, f) && !tired())
    return run_sourced(*script, f, std::move(world));
  if (const Fn* fn = c.has_receiver
                         ? nullptr
                         : s_.program.script_function(c.full, f.fn->file());
      fn && !on_stack(*fn, f) && f.depth < kMaxDepth && !tired())
    return enter(*fn, c, f, std::move(world), outermost(f.id));
  if (c.name == "writev" && c.args.size() == 3)
    join_vector(c, world);
  if (auto value = text_call(c, f, world)) {
    Paths out;
    out.push_back({std::move(world), std::move(*value)});
    return out;
  }
  if (makes_object(c.name))
    if (std::string type = template_argument(c.full); !type.empty())
      return construct(type, c, f, std::move(world));
  if (c.name == "make_pair" || c.name == "make_tuple")
    return construct("std::pair", c, f, std::move(world));
  if (makes_request_object(c, f, world))
    return construct(c.full, c, f, std::move(world));
  if (auto paths = client_call(c, f, world))
    return run_callbacks(c, f, std::move(*paths));
  auto fns = candidates(c, f, world);
  // get() of an unknown class, called in a get(), is not the same one again.
  bool stranger = c.has_receiver && !s_.program.find_class(c.receiver);
  std::erase_if(fns, [&](const Fn* fn) {
    return fn->ir->body.empty() || (stranger && on_stack(*fn, f));
  });
  bool by_pointer = c.e && c.e->indirect; // that is no type
  if (fns.empty() && !c.has_receiver && !c.args.empty() && !by_pointer)
    if (std::string made = s_.program.made_class(c.full); !made.empty())
      return construct(made, c, f, std::move(world));
  if (fns.empty() && makes_client(c))
    return construct(c.full, c, f, std::move(world));
  if (fns.empty() && c.has_receiver)
    if (Paths held = enter_values(held_functions(c, f, world), c, f, world);
        !held.empty())
      return held;
  if (fns.empty())
    return run_callbacks(c, f, unknown_call(c, f, std::move(world)));
  return enter_all(fns, c, f, std::move(world));
}

Paths Machine::enter_all(const std::vector<const Fn*>& fns, Call& c, Frame& f,
                         World world) {
  Paths out;
  const Guess guess = guess_of(*fns[0], c, world, s_.program);
  std::uint64_t before = s_.sends, passed_over = passed_over_;
  bool entered = false;
  for (const Fn* fn : fns) {
    if (!worth_entering(*fn, c, f, world))
      continue;
    entered = true;
    for (Path& p : enter(*fn, c, f, world, -1))
      out.push_back(std::move(p));
  }
  bool sent = s_.sends > before;
  // What another class does by that name says nothing of this one.
  const bool other =
      guess == Guess::of_stranger || (guess == Guess::of_unknown && !entered);
  if (!sent && other)
    return run_callbacks(c, f, unknown_call(c, f, std::move(world)));
  if (!entered) {
    keep_given(c, f, world);
    Value value = call_hole(c, f, world);
    out.push_back({std::move(world), std::move(value)});
    return out;
  }
  if (out.empty()) // every path ended in an exception
    return out;
  bool constructs = last_name(fns[0]->ir->class_name) == c.name;
  auto concerns = [&](const Value& v) { return relevant(v, out[0].world); };
  const bool all =
      guess == Guess::of_unknown && std::ranges::any_of(c.args, concerns);
  for (Path& p : out) {
    if (sent)
      break;
    if (all)
      store_in_object(c, f, p.world);
    else
      keep_given(c, f, p.world);
  }
  // What was given up on and adds a token is not guessed to ask without one.
  bool adds = (passed_over != passed_over_ || tired()) &&
              std::any_of(fns.begin(), fns.end(), [&](const Fn* fn) {
                return adds_token(*fn, s_.program, s_.imds);
              });
  bool makes = std::any_of(fns.begin(), fns.end(), [&](const Fn* fn) {
    return makes_request(*fn, s_.program);
  });
  if (!sent && !constructs && !makes && f.depth < kMaxDepth)
    return sends_unseen(c, f, std::move(out), passed_over == passed_over_,
                        adds);
  merge_paths(out);
  return out;
}

Paths Machine::eval_construct(const ir::Expr& e, Frame& f, World world) {
  Paths out;
  for (Tuple& t : eval_all(e.args, f, std::move(world))) {
    Call c;
    c.e = &e;
    c.spot = spot(e.loc, f);
    for (std::size_t i = 0; i < t.values.size(); ++i) {
      c.args.push_back(std::move(t.values[i]));
      c.arg_exprs.push_back(&e.args[i]);
    }
    // The second one is a deleter.
    bool holder = is_smart_pointer(e.text) && c.args.size() <= 2;
    if (holder && c.args.empty())
      c.args.push_back(null_value(c.spot));
    bool atomic = last_name(e.text) == "atomic" && c.args.size() == 1;
    if (holder || atomic ||
        (e.kind == ir::ExprKind::unknown && c.args.size() == 1)) {
      out.push_back({std::move(t.world), std::move(c.args[0])});
      continue;
    }
    for (Path& p : construct(e.text, c, f, std::move(t.world)))
      out.push_back(std::move(p));
  }
  return out;
}

/// A constructor may take its text apart in ways that nobody follows (a URL,
/// by a regular expression): what went in is in the object all the same.
void Machine::keep_parts(int object, const Call& c, World& w) {
  if (relevant(object_value(object, c.spot, 0), w))
    return;
  Bag bag = w.objects.get(object)->bag;
  for (const Value& arg : c.args)
    for (const Alt& alt : load(arg, w))
      if (alt.kind == Kind::text && concerns_imds(alt.text, s_.imds))
        absorb_text(bag, alt);
  if (!bag.empty())
    w.objects[object].edit().bag = std::move(bag);
}

/// std::ostream out(&buffer): what goes into the stream is in the buffer.
static bool writes_into(const std::string& type, const Value& buffer) {
  bool stream = is_one_of(last_name(type), {"ostream", "iostream",
                                            "basic_ostream", "basic_iostream"});
  return stream && buffer.size() == 1 && buffer[0].kind == Kind::object;
}

Paths Machine::construct(const std::string& type, Call& c, Frame& f,
                         World world) {
  Paths out;
  if (c.args.size() == 1)
    if (Value buffer = load(c.args[0], world); writes_into(type, buffer)) {
      out.push_back({std::move(world), std::move(buffer)});
      return out;
    }
  std::string class_name = s_.program.class_in(type, f.fn->ir->name);
  c.name = last_name(class_name);
  c.full = class_name + "::" + c.name;
  c.receiver = class_name;
  c.has_receiver = true;
  if (auto text = text_construct(c, f, world)) {
    out.push_back({std::move(world), std::move(*text)});
    return out;
  }
  int object = make_object(class_name, f, c.spot, world, "new");
  c.self = object_value(object, c.spot, f.depth);
  auto row = client_call(c, f, world);
  auto fns = candidates(c, f, world);
  std::erase_if(fns, [&](const Fn* fn) {
    return !same_name(strip_templates(fn->ir->class_name),
                      strip_templates(class_name));
  });
  if (!row && !fns.empty()) {
    World before = world;
    out = enter_all(fns, c, f, std::move(world));
    // Who always throws does so in another configuration than the one at hand.
    if (out.empty())
      out.push_back({std::move(before), {}});
    for (Path& p : out)
      keep_parts(object, c, p.world);
  } else if (row) {
    out = std::move(*row);
  } else {
    Bag bag;
    for (const Value& arg : c.args) {
      absorb(bag, load(arg, world), world, object);
      keep_captured(bag, arg, f, world);
    }
    world.objects[object].edit().bag = std::move(bag);
    fill_pair(object, c, world);
    fill_aggregate(object, c, world);
    out.push_back({std::move(world), {}});
    out = run_callbacks(c, f, std::move(out));
  }
  for (Path& p : out)
    p.value = object_value(object, c.spot, f.depth);
  return out;
}

} // namespace imds::analyzer::link
