// SPDX-License-Identifier: Apache-2.0
//
// Where do walks begin? A request to IMDS needs a text that names it, so some
// function mentions that text, or a global, member or default argument that
// holds it; SDK calls that need no text are rules. These functions are the
// seeds. Everything else is only entered from there.
#include "analyzer/link/reach.h"

#include "analyzer/link/call_words.h"
#include "analyzer/link/request_text.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxNamesakes = 6;
constexpr std::size_t kMaxDeclarers = 3;

bool meets(const std::set<std::string>& a, const std::set<std::string>& b) {
  const auto& small = a.size() < b.size() ? a : b;
  const auto& large = a.size() < b.size() ? b : a;
  return std::any_of(small.begin(), small.end(),
                     [&](const std::string& s) { return large.contains(s); });
}

/// Members and globals that hold something of IMDS, and who uses them. In code
/// without types `ctx->url` may be anyone's; it is taken for the hot one only
/// if few classes have such a member.
class HotKeys {
public:
  explicit HotKeys(const std::set<std::string>& keys) {
    for (const std::string& key : keys)
      if (key.starts_with("g:"))
        globals_.insert(last_name(key.substr(2)));
      else if (std::size_t dot = key.rfind('.'); dot != std::string::npos)
        members_[key.substr(dot + 1)].insert(key.substr(0, dot));
  }

  bool used_by(const Fn& fn, const Atoms& atoms, const Program& p) const {
    auto global = [&](const std::string& g) {
      return globals_.contains(last_name(g));
    };
    auto member = [&](const auto& field) {
      auto at = members_.find(field.second);
      bool own = atoms.overwritten.contains(field.second);
      return !own && at != members_.end() && fits(field, at->second, fn, p);
    };
    return std::any_of(atoms.globals.begin(), atoms.globals.end(), global) ||
           std::any_of(atoms.fields.begin(), atoms.fields.end(), member);
  }

private:
  static bool fits(const std::pair<std::string, std::string>& field,
                   const std::set<std::string>& owners, const Fn& fn,
                   const Program& program) {
    std::string type = program.class_of(field.first);
    if (owners.contains("?" + std::to_string(fn.file())))
      return true;
    if (type.empty())
      return program.declarers(field.second) <= kMaxDeclarers;
    for (const std::string& name : program.lineage(type))
      for (const std::string& owner : owners)
        if (same_name(name, owner))
          return true;
    return false;
  }

  std::map<std::string, std::set<std::string>> members_; // name -> classes
  std::set<std::string> globals_;
};

} // namespace

bool Reach::hot(const std::string& text) const {
  return concerns_imds({{text, -1, {}, 0}}, imds_);
}

bool Reach::hot(const Atoms& atoms) const {
  // A name may be written shorter than it is declared: http::kHost.
  auto hot_global = [&](const std::string& name) {
    return globals_.contains(name) || globals_.contains(last_name(name));
  };
  return std::any_of(atoms.texts.begin(), atoms.texts.end(),
                     [&](const std::string* t) { return hot(*t); }) ||
         std::any_of(atoms.globals.begin(), atoms.globals.end(), hot_global);
}

Reach::Reach(const Program& program, const Imds& imds, const Clients& clients)
    : program_(program), imds_(imds), clients_(clients) {
  find_hot_globals();
  for (const auto& [name, list] : program.globals())
    for (const Global& g : list)
      for (const ir::Expr& e : g.ir->initial) {
        hold(atoms_of(e).globals);
        hold(atoms_of(e).calls);
      }
  for (const Fn& fn : program.functions()) {
    atoms_.push_back(atoms_of(*fn.ir));
    hold(atoms_.back().globals);
    for (const std::string& call : atoms_.back().calls)
      calling_[call].push_back(fn.id);
    defined_[last_name(fn.ir->name)].push_back(fn.id);
    for (const ir::Param& p : fn.ir->params)
      for (const ir::Expr& e : p.initial)
        if (hot(atoms_of(e)))
          calls_.insert(last_name(fn.ir->name));
  }
}

void Reach::hold(const std::set<std::string>& names) {
  for (const std::string& name : names)
    held_.insert(last_name(name));
}

void Reach::find_hot_globals() {
  for (bool more = true; more;) {
    more = false;
    for (const auto& [name, list] : program_.globals())
      for (const Global& g : list)
        for (const ir::Expr& e : g.ir->initial)
          if (!globals_.contains(name) && hot(atoms_of(e))) {
            globals_.insert(name);
            globals_.insert(last_name(name));
            more = true;
          }
  }
}

bool Reach::is_given_away(int fn) const {
  const ir::Function& own = *program_.functions()[std::size_t(fn)].ir;
  const std::string name = last_name(own.name);
  return !own.overrides.empty() || held_.contains(name) ||
         words_of(name).size() < 2;
}

bool Reach::fetches_tokens() const {
  auto fetches = [](const Atoms& atoms) {
    return std::any_of(atoms.texts.begin(), atoms.texts.end(),
                       [](const std::string* text) {
                         return text->find("api/token") != std::string::npos;
                       });
  };
  for (const auto& [name, list] : program_.globals())
    for (const Global& g : list)
      for (const ir::Expr& e : g.ir->initial)
        if (fetches(atoms_of(e)))
          return true;
  return std::any_of(atoms_.begin(), atoms_.end(), fetches);
}

int Reach::owner(int fn) const {
  const Fn* at = &program_.functions()[std::size_t(fn)];
  for (int i = 0; i < 6 && !at->ir->parent.empty(); ++i) {
    const Fn* up = program_.lambda(at->ir->parent, at->file());
    if (!up || up == at)
      break;
    at = up;
  }
  return at->id;
}

std::set<std::string> Reach::hot_names(const Store& store) const {
  std::set<std::string> out;
  for (const std::string& key :
       store.hot([&](const Text& t) { return concerns_imds(t, imds_); },
                 Store::Holds::by_object))
    out.insert(key.substr(key.find_last_of(".:") + 1));
  out.insert(globals_.begin(), globals_.end());
  return out;
}

std::set<std::string> Reach::client_names() const {
  std::set<std::string> out;
  for (const auto& [name, functions] : calling_)
    if (const auto* rows = clients_.rows(name))
      for (const Row& row : *rows)
        if (row.classes.empty() || !row.verdict.empty())
          out.insert(name);
  return out;
}

std::set<std::string> Reach::names_of(const std::set<int>& touching) const {
  std::set<std::string> out;
  for (const Fn& fn : program_.functions())
    if (touching.contains(fn.id) ||
        (in_script(*fn.ir) && touching.contains(owner(fn.id))))
      out.insert(last_name(fn.ir->name));
  return out;
}

std::set<int> Reach::seeds(const Store& store, Store::Holds how) const {
  HotKeys keys(
      store.hot([&](const Text& t) { return concerns_imds(t, imds_); }, how));
  std::set<int> out;
  for (const Fn& fn : program_.functions()) {
    const Atoms& atoms = atoms_[std::size_t(fn.id)];
    bool sdk = std::any_of(
        atoms.calls.begin(), atoms.calls.end(), [&](const std::string& name) {
          const auto* rows = clients_.rows(name);
          return rows &&
                 std::any_of(rows->begin(), rows->end(),
                             [](const Row& r) { return !r.verdict.empty(); });
        });
    bool runs = std::any_of(
        atoms.texts.begin(), atoms.texts.end(),
        [&](const std::string* text) { return clients_.names_command(*text); });
    bool sources = program_.sources_others(fn.file());
    if (sdk || runs || sources || hot(atoms) ||
        keys.used_by(fn, atoms, program_) || meets(atoms.calls, calls_))
      out.insert(owner(fn.id));
  }
  // A function that gives away what it mentions makes its callers matter.
  std::set<int> more;
  for (int id : out) {
    const ir::Function& fn = *program_.functions()[std::size_t(id)].ir;
    bool gives = fn.result_type != "void" && fn.body.size() <= 12;
    if (gives)
      for (int caller : callers(id))
        more.insert(caller);
  }
  out.insert(more.begin(), more.end());
  return out;
}

std::vector<int> Reach::callers(int fn) const {
  std::vector<int> out;
  const ir::Function& callee = *program_.functions()[std::size_t(fn)].ir;
  auto at = calling_.find(last_name(callee.name));
  auto same = defined_.find(last_name(callee.name));
  bool common = same != defined_.end() && same->second.size() > kMaxNamesakes;
  if (at == calling_.end() || common || at->second.size() > 64)
    return out;
  for (int id : at->second)
    if (int by = owner(id); by != fn && !has_its_own(by, fn))
      out.push_back(by);
  return out;
}

/// Whether the file of `caller` has a function of the name of `fn`, which is a
/// plain one of another file: the look-up takes the nearest, too.
bool Reach::has_its_own(int caller, int fn) const {
  const auto& functions = program_.functions();
  const Fn& callee = functions[std::size_t(fn)];
  const int file = functions[std::size_t(caller)].file();
  auto same = defined_.find(last_name(callee.ir->name));
  return scope_of(callee.ir->name).empty() && file != callee.file() &&
         same != defined_.end() &&
         std::ranges::any_of(same->second, [&](int id) {
           const Fn& other = functions[std::size_t(id)];
           return other.file() == file && other.ir->name == callee.ir->name;
         });
}

std::size_t Reach::calls(int caller, int fn) const {
  const auto& functions = program_.functions();
  std::string name = last_name(functions[std::size_t(fn)].ir->name);
  std::size_t out = 0;
  auto at = calling_.find(name);
  for (int id : at == calling_.end() ? std::vector<int>{} : at->second)
    if (owner(id) == caller)
      visit(functions[std::size_t(id)].ir->body, [&](const ir::Expr& e) {
        out += (e.kind == ir::ExprKind::call || e.kind == ir::ExprKind::func) &&
               last_name(e.text) == name;
      });
  return out;
}

std::set<int> Reach::touching(const std::set<int>& seeds) const {
  std::vector<int> todo(seeds.begin(), seeds.end());
  std::set<int> out;
  while (!todo.empty()) {
    int id = todo.back();
    todo.pop_back();
    if (!out.insert(id).second)
      continue;
    for (int caller : callers(id))
      todo.push_back(caller);
  }
  return out;
}

} // namespace imds::analyzer::link
