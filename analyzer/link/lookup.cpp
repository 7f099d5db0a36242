// SPDX-License-Identifier: Apache-2.0
//
// Which function does a call run? In code that was never built the answer
// cannot come from types: a unit knows "client.get" and the class of `client`
// only sometimes. So the look-up goes from sure to likely: the qualified name;
// the receiver's class, its bases and, for a virtual call, its overriders; at
// last the bare name, if few functions of the whole tree bear it.
#include "analyzer/link/program.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxByName = 3;

bool takes(const ir::Function& fn, std::size_t arguments) {
  std::size_t most = fn.params.size(), least = most;
  while (least > 0 && !fn.params[least - 1].initial.empty())
    --least;
  bool variadic = !fn.params.empty() && is_rest(fn.params.back());
  return arguments >= (variadic ? least - 1 : least) &&
         (variadic || arguments <= most);
}

} // namespace

/// ZONE_QUERY in a method of a class is that class's, then its namespace's.
const Global* Program::global(const std::string& name, int file,
                              std::string_view user) const {
  for (std::string_view at = scope_of(user); !at.empty(); at = scope_of(at))
    if (auto own = globals_.find(std::string(at) + "::" + name);
        own != globals_.end() && !own->second[0].ir->local)
      return global(own->first, file);
  return global(name, file);
}

const Global* Program::global(const std::string& name, int file) const {
  const Global* best = nullptr;
  auto consider = [&](const Global& g) {
    bool here = (*g.files)[std::size_t(std::max(0, g.ir->loc.file))] == file;
    if (g.ir->local && !here)
      return;
    bool full = !g.ir->initial.empty();
    if (!best || here || (full && best->ir->initial.empty()))
      best = &g;
  };
  if (auto at = globals_.find(name); at != globals_.end())
    for (const Global& g : at->second)
      consider(g);
  if (best)
    return best;
  // Written shorter than it is declared, or the other way round.
  std::string last = last_name(name);
  for (const auto* all : {&globals_, &inner_globals_})
    if (auto at = all->find(last); at != all->end())
      for (const Global& g : at->second)
        if (same_name(g.ir->name, name))
          consider(g);
  return best;
}

const Fn* Program::lambda(std::string_view name, int file) const {
  auto at = by_full_.find(strip_templates(name));
  if (at == by_full_.end())
    return nullptr;
  for (int id : at->second)
    if (functions_[std::size_t(id)].file() == file)
      return &functions_[std::size_t(id)];
  return &functions_[std::size_t(at->second.front())];
}

std::vector<int> Program::sourced_by(int file) const {
  std::vector<int> out;
  if (auto at = sourced_.find(file); at != sourced_.end())
    for (const std::string& other : *at->second)
      if (auto id = file_ids_.find(other); id != file_ids_.end())
        out.push_back(id->second);
  return out;
}

const Fn* Program::script_function(const std::string& name, int file) const {
  auto of = [&](int script) {
    const Fn* fn = lambda(name, script);
    return fn && fn->file() == script && in_script(*fn->ir) ? fn : nullptr;
  };
  const Fn* found = of(file);
  for (int other : found ? std::vector<int>{} : sourced_by(file))
    if (!found)
      found = of(other);
  return found;
}

const Fn* Program::sourced_script(const std::string& name, int file) const {
  for (int other : sourced_by(file))
    if (const Fn* fn = lambda(name, other);
        fn && fn->file() == other && fn->ir->parent.empty())
      return fn;
  return nullptr;
}

std::vector<const Fn*> Program::named(std::string_view name, int file) const {
  Callee callee;
  callee.name = name;
  callee.file = file;
  std::vector<const Fn*> near, far;
  auto at = by_last_.find(last_name(name));
  if (at == by_last_.end())
    return {};
  for (int id : at->second) {
    const Fn& fn = functions_[std::size_t(id)];
    if (!same_name(strip_templates(fn.ir->name), strip_templates(name)))
      continue;
    if (fn.file() == file)
      near.push_back(&fn);
    else if (!fn.ir->local)
      far.push_back(&fn);
  }
  return near.empty() ? far : near;
}

std::vector<const Fn*> Program::overriders(const Fn& base,
                                           std::size_t arguments) const {
  std::vector<const Fn*> out{&base};
  auto at = by_override_.find(base.ir->name);
  if (at != by_override_.end())
    for (int id : at->second)
      if (takes(*functions_[std::size_t(id)].ir, arguments))
        out.push_back(&functions_[std::size_t(id)]);
  return out;
}

std::vector<const Fn*> Program::by_class(const Callee& callee) const {
  if (callee.receiver.empty())
    return {};
  std::string last = last_name(callee.name);
  auto at = by_last_.find(last);
  if (at == by_last_.end())
    return {};
  for (const std::string& name : lineage(callee.receiver)) {
    std::vector<const Fn*> out, longer;
    for (int id : at->second) {
      const Fn& fn = functions_[std::size_t(id)];
      if (!same_name(fn.ir->class_name, name))
        continue;
      if (takes(*fn.ir, callee.arguments))
        out.push_back(&fn);
      else if (callee.arguments < fn.ir->params.size())
        longer.push_back(&fn);
    }
    if (!out.empty())
      return out;
    // Defaults stand in the class, which the token reader may not have read.
    if (longer.size() == 1 && longer[0]->read_as == ir::ReadAs::lexical)
      return longer;
  }
  return {};
}

namespace {

/// What every container and optional value can do: that some class of the tree
/// can do it, too, says nothing of an object whose class is not known.
bool is_container_word(const std::string& method) {
  static const std::set<std::string> words{
      "insert",   "emplace",  "push_back", "emplace_back", "erase", "find",
      "begin",    "end",      "size",      "empty",        "clear", "count",
      "at",       "front",    "back",      "c_str",        "data",  "append",
      "length",   "substr",   "reserve",   "resize",       "swap",  "push",
      "pop",      "contains", "str",       "value",        "reset", "release",
      "value_or", "has_value"};
  return method.starts_with("operator") || words.contains(method);
}

} // namespace

std::vector<const Fn*> Program::by_name(const Callee& callee) const {
  std::string last = last_name(callee.name);
  if (callee.has_receiver && is_container_word(last))
    return {};
  auto at = by_last_.find(last);
  if (at == by_last_.end())
    return {};
  bool stranger =
      of_strangers(callee.has_receiver ? callee.receiver : callee.name);
  const bool in_c =
      callee.file >= 0 && files_[std::size_t(callee.file)].ends_with(".c");
  std::vector<const Fn*> exact, here, others;
  for (int id : at->second) {
    const Fn& fn = functions_[std::size_t(id)];
    if (!takes(*fn.ir, callee.arguments) || !fn.ir->parent.empty())
      continue;
    bool in_file = fn.file() == callee.file;
    if ((fn.ir->local && !in_file) || (in_c && !scope_of(fn.ir->name).empty()))
      continue;
    if (same_name(strip_templates(fn.ir->name), strip_templates(callee.name)) &&
        (!callee.has_receiver || !callee.receiver.empty()) &&
        callee.name.find("::") != std::string::npos)
      exact.push_back(&fn);
    else if (callee.has_receiver != fn.ir->class_name.empty() && !stranger)
      (in_file ? here : others).push_back(&fn);
  }
  std::vector<const Fn*>& out = !exact.empty()  ? exact
                                : !here.empty() ? here
                                                : others;
  return out.size() <= kMaxByName ? out : std::vector<const Fn*>{};
}

std::vector<const Fn*> Program::find(const Callee& callee) const {
  std::vector<const Fn*> out = by_class(callee);
  if (out.empty())
    out = by_name(callee);
  if (!callee.dispatched || out.size() != 1)
    return out;
  std::vector<const Fn*> all = overriders(*out[0], callee.arguments);
  // What a sibling of the receiver's class overrides is not run for it.
  std::erase_if(all, [&](const Fn* fn) {
    return find_class(callee.receiver) &&
           !related(callee.receiver, fn->ir->class_name);
  });
  return all.empty() ? out : all;
}

} // namespace imds::analyzer::link
