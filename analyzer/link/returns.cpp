// SPDX-License-Identifier: Apache-2.0
//
// The way back from a callee. Its variables and what only it knew are dropped,
// what it returns is known from now on in the caller's frame, and where it sent
// a request, what it returns or writes through pointers is that answer.
#include "analyzer/link/filled.h"
#include "analyzer/link/machine.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kSweepFrom = 6;

} // namespace

void Machine::clamp(Value& value, int depth) const {
  for (Alt& alt : value) {
    alt.depth = std::min(alt.depth, depth);
    for (Piece& piece : alt.text)
      piece.depth = std::min(piece.depth, depth);
  }
}

/// Whether a lambda that outlives frame `id` may read its variables.
bool Machine::still_captured(int id, const World& w,
                             const Value& result) const {
  auto reads = [&](const Value& value) {
    for (const Alt& alt : value)
      for (int at = alt.kind == Kind::function ? alt.frame : -1; at >= 0;) {
        if (at == id)
          return true;
        auto up = parents_.find(at);
        at = up == parents_.end() ? -1 : up->second;
      }
    return false;
  };
  for (const auto& [slot, value] : w.slots)
    if (slot.frame != id && reads(value))
      return true;
  for (const auto& [number, object] : w.objects)
    for (const auto& [name, value] : object->fields)
      if (reads(value))
        return true;
  return reads(result);
}

/// Objects that are neither of frames up to `depth` nor a member's or a
/// global's, nor referred to by those, a slot or the result; sorted.
std::vector<int> Machine::dead_objects(const World& w, const Value& result,
                                       int depth) const {
  std::vector<std::pair<int, const Object*>> all; // sorted, as the world is
  all.reserve(w.objects.size());
  w.objects.each([&](int id, const Held<Object>& object) {
    all.emplace_back(id, &*object);
  });
  std::vector<bool> live(all.size());
  std::vector<const Object*> todo;
  auto mark = [&](int id) {
    auto at = std::lower_bound(
        all.begin(), all.end(), id,
        [](const auto& entry, int wanted) { return entry.first < wanted; });
    if (at == all.end() || at->first != id ||
        live[std::size_t(at - all.begin())])
      return;
    live[std::size_t(at - all.begin())] = true;
    todo.push_back(at->second);
  };
  auto mark_value = [&](const Value& value) {
    for (const Alt& alt : value) {
      mark(alt.object);
      mark(known_object(alt));
    }
  };
  mark_value(result);
  w.slots.each(
      [&](const Slot&, const Held<Value>& value) { mark_value(value); });
  for (const auto& [id, object] : all)
    if (object->depth <= depth || is_filled_place(*object, s_.holes))
      mark(id);
  while (!todo.empty()) {
    const Object* object = todo.back();
    todo.pop_back();
    for (const auto& [name, value] : object->fields)
      mark_value(value);
    for (int linked : object->bag.linked)
      mark(linked);
  }
  std::vector<int> dead;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!live[i])
      dead.push_back(all[i].first);
  return dead;
}

/// Drops objects of finished frames that nothing refers to any more.
void Machine::sweep(World& w, const Value& result, int depth) const {
  if (w.objects.size() < kSweepFrom)
    return;
  const std::vector<int> dead = dead_objects(w, result, depth);
  if (dead.empty())
    return;
  w.objects.erase_if([&](const auto& entry) {
    return std::binary_search(dead.begin(), dead.end(), entry.first);
  });
}

/// Paths that send one request in ways that make no difference (with TLS or
/// without, a retry) get one answer, so that they can be walked as one.
int Machine::first_alike(int event, const Call& c, const Frame& f) {
  const Event& e = s_.flows.events[std::size_t(event)];
  const Spot& place = e.stack[e.place].spot;
  std::string key = flat(e.url) + e.foreign;
  for (int part : {s_.round, f.id, f.iteration, c.spot.line, c.spot.column,
                   place.file, place.line, place.column, int(e.verb),
                   int(e.token), int(e.ttl), int(e.token_put)})
    key += ":" + std::to_string(part);
  return s_.alike.try_emplace(key, event).first->second;
}

/// An exception has left the frames below `f`: what only they knew goes.
void Machine::unwind(World& w, const Frame& f) const {
  std::set<int> gone;
  for (const auto& [slot, value] : w.slots)
    if (auto at = depths_.find(slot.frame);
        at != depths_.end() && at->second > f.depth)
      gone.insert(slot.frame);
  for (int frame : gone)
    if (!still_captured(frame, w, {}))
      w.slots.erase({frame, ""}, {frame + 1, ""});
  std::erase_if(w.guards, [&](const Guard& g) {
    return g.reason == Reason::other && g.depth > f.depth;
  });
  sweep(w, {}, f.depth);
}

/// get(path, out): what is asked for is no place for the answer.
static bool is_asked_for(int hole, std::span<const int> sent,
                         const Flows& flows) {
  return std::ranges::any_of(sent, [&](int id) {
    const Text& url = flows.events[std::size_t(id)].url;
    return std::ranges::any_of(
        url, [&](const Piece& piece) { return piece.hole == hole; });
  });
}

/// What a callee returns after a request that it sent is the answer.
void Machine::mark_answers(Path& p, const Call& c, const Frame& f,
                           std::size_t sent) {
  int event = -1;
  for (std::size_t i = sent; i < p.world.sent.size(); ++i)
    event = p.world.sent[i];
  if (event < 0)
    return;
  event = first_alike(event, c, f);
  const std::vector<int> asked(p.world.sent.begin() + std::ptrdiff_t(sent),
                               p.world.sent.end());
  const Event& made = s_.flows.events[std::size_t(event)];
  Hole hole;
  hole.origin = Origin::answer;
  hole.name = c.name;
  hole.answers = event;
  hole.token = made.token_put;
  auto replace = [&](Value& value, const std::string& what) {
    for (Alt& alt : value) {
      bool blank = is_hole(alt) && !s_.holes[alt.text[0].hole].token &&
                   s_.holes[alt.text[0].hole].answers < 0 &&
                   !is_asked_for(alt.text[0].hole, asked, s_.flows);
      int id = -1;
      if (blank || alt.kind == Kind::object)
        id = s_.holes.intern(hole, "a" + std::to_string(f.id) + ":" +
                                       std::to_string(event) + what);
      if (blank)
        alt = hole_value(id, c.spot, f.depth)[0];
      auto at = p.world.objects.find(alt.object);
      if (alt.kind == Kind::object && at != p.world.objects.end() &&
          at->second->hole < 0 && at->second->bag.headers.empty() &&
          at->second->depth > f.depth)
        p.world.objects[alt.object].edit().hole = id;
    }
  };
  replace(p.value, "r");
  for (const Value& arg : c.args)
    for (const Alt& alt : arg)
      if (alt.kind == Kind::storage && alt.object < 0)
        replace(p.world.slots[{alt.frame, alt.name}].edit(), alt.name);
}

void Machine::merge_paths(Paths& paths, Numbers numbers) {
  if (paths.size() < 2)
    return;
  const Slot slot{-3, "result"};
  std::vector<World> worlds;
  for (Path& p : paths) {
    p.world.slots[slot] = std::move(p.value);
    worlds.push_back(std::move(p.world));
  }
  reduce(worlds, numbers);
  paths.clear();
  for (World& w : worlds) {
    Value value = *w.slots.get(slot);
    w.slots.erase(slot);
    paths.push_back({std::move(w), std::move(value)});
  }
}

/// result.ok = true, on the path where it worked: on the others `ok` is what
/// its class declares it to be, and nobody knows what where it declares none.
void Machine::complete_members(Paths& paths, const Call& c, const Frame& f) {
  std::set<std::pair<int, std::string>> written;
  for (const Path& p : paths)
    for (const auto& [id, object] : p.world.objects)
      for (const auto& [name, value] : object->fields)
        if (object->hole < 0 && value.size() == 1 &&
            value[0].kind == Kind::number && !name.starts_with('['))
          written.emplace(id, name);
  for (const auto& [id, name] : written)
    for (Path& p : paths) {
      auto at = p.world.objects.find(id);
      if (at == p.world.objects.end() || at->second->fields.contains(name))
        continue;
      std::string type = s_.program.class_of(at->second->type);
      std::string preset = preset_of(type, name);
      bool digits = !preset.empty() && std::isdigit(preset[0]);
      Value value =
          hole_value(fresh_hole(Origin::unknown, name,
                                "member" + std::to_string(id) + "." + name),
                     c.spot, f.depth);
      if (preset == "true" || preset == "false")
        value = number(preset == "true", "", c.spot, f.depth);
      else if (digits)
        value = number(std::atoll(preset.c_str()), "", c.spot, f.depth);
      p.world.objects[id].edit().fields[name] = std::move(value);
    }
}

/// Its return stands in a macro that nobody has read.
static bool returns_unseen(const Fn& fn) {
  const std::string& type = fn.ir->result_type;
  return fn.ir->class_name.empty() && type.ends_with('*') && !in_script(*fn.ir);
}

/// static bool use_v2() { return getenv("IMDSV2") != NULL; }: which number it
/// is tells how a switch stands, or whether a token came.
static bool tells_side(const Paths& paths) {
  const bool numbers = std::ranges::all_of(paths, [](const Path& p) {
    return p.value.size() == 1 && p.value[0].kind == Kind::number;
  });
  const auto known_to_all = [&](const Guard& g) {
    return std::ranges::all_of(paths, [&](const Path& p) {
      return p.world.decided(g.key) == g.holds;
    });
  };
  return numbers && std::ranges::any_of(paths, [&](const Path& p) {
           return std::ranges::any_of(p.world.guards, [&](const Guard& g) {
             return (g.reason == Reason::choice || g.reason == Reason::token) &&
                    !known_to_all(g);
           });
         });
}

Paths Machine::finish(Outcome out, const Fn& fn, const Call& c, Frame& inner,
                      Frame& f, std::size_t sent) {
  Paths paths;
  bool gives = fn.ir->result_type != "void" && !in_script(*fn.ir) &&
               std::any_of(out.left.begin(), out.left.end(), [](auto& l) {
                 return l.how == Exit::leave && !l.value.empty();
               });
  auto add = [&](World& w, Value value) {
    if (!inner.captured || !still_captured(inner.id, w, value))
      w.slots.erase({inner.id, ""}, {inner.id + 1, ""});
    std::erase_if(w.guards, [&](const Guard& g) {
      return g.reason == Reason::other && g.depth > f.depth;
    });
    clamp(value, f.depth);
    send_left(value, f.depth, f, w);
    Value live = value; // what was handed in is looked at again
    for (const Value& arg : c.args)
      live.insert(live.end(), arg.begin(), arg.end());
    live.insert(live.end(), c.self.begin(), c.self.end());
    sweep(w, live, f.depth);
    Path p{std::move(w), std::move(value)};
    mark_answers(p, c, f, sent);
    paths.push_back(std::move(p));
  };
  for (Left& l : out.left) {
    if (l.how == Exit::raise)
      raised_.push_back(std::move(l.world));
    else
      add(l.world, leaves_with(l.value, inner, l.world));
  }
  // Who returns a value elsewhere does not come to its end.
  if (!gives)
    for (World& w : out.on) {
      // A function of a script ends as what it ran last does.
      const bool ran = in_script(*fn.ir) && w.sent.size() > sent;
      Value value = returns_unseen(fn) ? made_of(c, call_hole(c, f, w), f, w)
                    : ran              ? call_hole(c, f, w)
                                       : Value{};
      add(w, std::move(value));
    }
  bool sends = std::any_of(paths.begin(), paths.end(), [&](const Path& p) {
    return p.world.sent.size() > sent;
  });
  if (sends)
    complete_members(paths, c, f);
  bool all = s_.touching.contains(fn.id) || fn.id < 0;
  merge_paths(paths, all                          ? Numbers::all
                     : sends || tells_side(paths) ? Numbers::truth
                                                  : Numbers::none);
  return paths;
}

} // namespace imds::analyzer::link
