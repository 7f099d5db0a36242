// SPDX-License-Identifier: Apache-2.0
//
// The same function comes in many units (a header, or one file read both by
// Clang and by the token reader). One definition is kept: the one that was
// read best, unless a worse reading saw more of it.
#include "analyzer/link/program.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr int kMaxLineage = 16;

std::size_t weight(const ir::Expr& e) {
  std::size_t n = e.kind == ir::ExprKind::str || e.kind == ir::ExprKind::call;
  for (const ir::Expr& arg : e.args)
    n += weight(arg);
  return n;
}

std::size_t weight(const std::vector<ir::Stmt>& body) {
  std::size_t n = 0;
  for (const ir::Stmt& s : body) {
    for (const ir::Expr& e : s.exprs)
      n += weight(e);
    for (const auto& block : s.blocks)
      n += weight(block);
  }
  return n;
}

/// Whether `a` is the definition to keep of two readings of one function.
bool better(const Fn& a, const Fn& b) {
  if (a.ir->has_body != b.ir->has_body)
    return a.ir->has_body;
  std::size_t wa = weight(a.ir->body), wb = weight(b.ir->body);
  // Clang's readings differ by the macros that were defined: the fuller one.
  bool both =
      a.read_as != ir::ReadAs::lexical && b.read_as != ir::ReadAs::lexical;
  if (both && wa != wb)
    return wa > wb;
  bool a_reads_better = a.read_as < b.read_as;
  if (a_reads_better)
    return wa * 3 >= wb * 2;
  return a.read_as > b.read_as ? wa * 2 > wb * 3 : wa > wb;
}

} // namespace

bool is_rest(const ir::Param& param) {
  return param.name == "..." || param.type == "..." ||
         param.name == "__VA_ARGS__";
}

namespace {

/// Whether a name is that of a template whose object stands for another.
bool is_wrapper(std::string_view name) {
  std::string last = last_name(name);
  for (const char* p :
       {"unique_ptr", "shared_ptr", "weak_ptr", "optional", "scoped_ptr",
        "intrusive_ptr", "lw_shared_ptr", "QPointer", "QScopedPointer",
        "QSharedPointer", "reference_wrapper", "foreign_ptr", "gscoped_ptr",
        "scoped_refptr", "future", "atomic"})
    if (last == p)
      return true;
  return false;
}

} // namespace

bool is_smart_pointer(std::string_view type) {
  std::string last = last_name(type.substr(0, type.find('<')));
  return last == "unique_ptr" || last == "shared_ptr" || last == "optional" ||
         last == "scoped_ptr" || last == "QScopedPointer";
}

std::string strip_templates(std::string_view name) {
  if (name.find('<') == std::string_view::npos)
    return std::string(name);
  std::string out;
  int depth = 0;
  for (char c : name) {
    depth += c == '<';
    if (depth == 0)
      out += c;
    depth -= c == '>' && depth > 0;
  }
  return out;
}

std::string last_name(std::string_view qualified) {
  std::string plain = strip_templates(qualified);
  std::size_t at = plain.rfind("::");
  return at == std::string::npos ? plain : plain.substr(at + 2);
}

std::string_view scope_of(std::string_view qualified) {
  std::size_t at = qualified.rfind("::");
  return at == std::string_view::npos ? std::string_view{}
                                      : qualified.substr(0, at);
}

bool same_name(std::string_view a, std::string_view b) {
  if (a.size() < b.size())
    std::swap(a, b);
  return a.ends_with(b) && (a.size() == b.size() ||
                            a.substr(0, a.size() - b.size()).ends_with("::"));
}

Program::Program(const std::vector<ir::Unit>& units) {
  for (const ir::Unit& unit : units)
    add_unit(unit);
  for (auto& [name, info] : classes_)
    for (std::string& base : info.bases) {
      base = resolve_class(class_of(base), name);
      if (auto at = classes_.find(base); at != classes_.end())
        at->second.derived.push_back(name);
    }
  for (std::size_t i = 0; i < functions_.size(); ++i) {
    Fn& fn = functions_[i];
    fn.id = int(i);
    by_full_[strip_templates(fn.ir->name)].push_back(int(i));
    by_last_[last_name(fn.ir->name)].push_back(int(i));
    add_scopes(fn.ir->name);
    for (const std::string& base : fn.ir->overrides)
      by_override_[base].push_back(int(i));
  }
  add_alias_scopes();
}

void Program::add_unit(const ir::Unit& unit) {
  file_maps_.push_back(std::make_unique<std::vector<int>>());
  std::vector<int>* map = file_maps_.back().get();
  for (const std::string& file : unit.files) {
    auto [at, fresh] = file_ids_.try_emplace(file, int(files_.size()));
    if (fresh)
      files_.push_back(file);
    map->push_back(at->second);
  }
  if (!unit.sourced.empty())
    sourced_[map->front()] = &unit.sourced;
  for (const auto& [name, type] : unit.aliases)
    aliases_.try_emplace(name, type);
  add_classes(unit, map);
  add_functions(unit, map);
  for (const ir::Variable& variable : unit.variables) {
    globals_[variable.name].push_back({&variable, map});
    if (std::string last = last_name(variable.name); last != variable.name)
      inner_globals_[last].push_back({&variable, map});
  }
}

/// The other reading of the function, of those of its name: overloads of one
/// unit stand in lines next to each other.
Fn* Program::known_as(const Fn& fresh, const std::vector<int>& among) {
  Fn* nearest = nullptr;
  int least = 0;
  for (int id : among) {
    Fn& old = functions_[std::size_t(id)];
    int apart = std::abs(old.ir->loc.line - fresh.ir->loc.line);
    bool within = same_name(old.ir->name, fresh.ir->name) &&
                  old.ir->end_line >= fresh.ir->loc.line &&
                  fresh.ir->end_line >= old.ir->loc.line;
    bool same =
        (apart <= 2 || within) && (apart == 0 || old.files != fresh.files);
    if (same && (!nearest || apart < least))
      nearest = &old, least = apart;
  }
  return nearest;
}

void Program::add_functions(const ir::Unit& unit,
                            const std::vector<int>* files) {
  for (const ir::Function& fn : unit.functions) {
    if (!fn.has_body || fn.loc.file < 0)
      continue;
    Fn fresh{&fn, files, unit.read_as, 0};
    std::string key = "@" + std::to_string(fresh.file()) + ":" +
                      last_name(fn.name) + "/" +
                      std::to_string(fn.params.size());
    if (Fn* old = known_as(fresh, by_full_[key])) {
      if (better(fresh, *old))
        *old = fresh;
      continue;
    }
    by_full_[key].push_back(int(functions_.size()));
    functions_.push_back(fresh);
  }
}

void Program::add_classes(const ir::Unit& unit, const std::vector<int>* files) {
  for (const ir::Class& c : unit.classes) {
    auto [at, fresh] = classes_.try_emplace(c.name);
    add_scopes(c.name + "::");
    if (fresh)
      last_class_[last_name(c.name)].push_back(c.name);
    ClassInfo& info = at->second;
    if (info.bases.empty())
      info.bases = c.bases;
    for (const ir::Field& field : c.fields) {
      field_owners_[field.name].insert(last_name(c.name));
      auto known = std::find_if(
          info.fields.begin(), info.fields.end(),
          [&](const auto& f) { return f.first->name == field.name; });
      if (known == info.fields.end())
        info.fields.push_back({&field, files});
      else if (known->first->initial.empty())
        *known = {&field, files};
    }
  }
}

/// The full name of a class that is written as `name` within `scope`.
std::string Program::resolve_class(const std::string& name,
                                   std::string_view scope) const {
  for (std::string_view at = scope; !at.empty(); at = scope_of(at)) {
    std::string full = std::string(scope_of(at));
    full += (full.empty() ? "" : "::") + name;
    if (full != scope && classes_.contains(full))
      return full;
  }
  auto last = last_class_.find(last_name(name));
  if (last != last_class_.end())
    for (const std::string& full : last->second)
      if (full != scope && same_name(full, name))
        return full;
  return name;
}

std::string Program::class_in(const std::string& type,
                              std::string_view scope) const {
  std::string name = class_of(type);
  for (std::string_view at = scope; !at.empty(); at = scope_of(at)) {
    std::string full = std::string(at) + "::" + name;
    if (classes_.contains(full))
      return full;
    if (aliases_.contains(full))
      return strip_templates(class_of(full));
    std::string_view inner = at.substr(at.rfind(':') + 1);
    if (inner == name && classes_.contains(std::string(at)))
      return std::string(at);
  }
  return name;
}

const ClassInfo* Program::find_class(const std::string& name) const {
  auto [known, fresh] = found_.try_emplace(name);
  if (fresh)
    known->second = look_for_class(name);
  return known->second;
}

const ClassInfo* Program::look_for_class(const std::string& name) const {
  if (auto at = classes_.find(name); at != classes_.end())
    return &at->second;
  auto last = last_class_.find(last_name(name));
  if (last == last_class_.end())
    return nullptr;
  for (const std::string& full : last->second)
    if (same_name(full, name))
      return &classes_.at(full);
  return nullptr;
}

std::string Program::made_class(const std::string& name) const {
  auto [known, fresh] = made_.try_emplace(name);
  if (fresh)
    known->second = look_for_made(name);
  return known->second;
}

std::string Program::look_for_made(const std::string& name) const {
  std::string plain = class_of(strip_templates(name));
  if (find_class(plain))
    return plain;
  // alias::T: the alias may be of a scope that a using directive opens.
  std::string own = last_name(name);
  std::string_view scope = scope_of(name);
  for (const auto& [alias, type] : aliases_)
    if (!scope.empty() && same_name(alias, scope))
      if (std::string full = strip_templates(type) + "::" + own;
          find_class(full))
        return full;
  auto last = last_class_.find(own);
  bool one = last != last_class_.end() && last->second.size() == 1;
  return one ? last->second.front() : "";
}

std::string Program::class_of(const std::string& type) const {
  auto [known, fresh] = meant_.try_emplace(type);
  if (fresh)
    known->second = without_wrapping(type);
  return known->second;
}

std::string Program::without_wrapping(std::string type) const {
  for (int i = 0; i < 8; ++i) {
    std::erase(type, '*');
    std::erase(type, '&');
    while (!type.empty() && (type.back() == ' ' || type.back() == ']'))
      type.pop_back();
    for (const char* word : {"const ", "struct ", "class ", "std::"})
      if (type.starts_with(word))
        type.erase(0, std::string_view(word).size());
    std::size_t open = type.find('<');
    if (open != std::string::npos && type.back() == '>' &&
        is_wrapper(type.substr(0, open))) {
      type = type.substr(open + 1, type.size() - open - 2);
      if (std::size_t comma = type.find(',');
          comma != std::string::npos && type.find('<') > comma)
        type.resize(comma);
      continue;
    }
    auto alias = aliases_.find(type);
    if (alias == aliases_.end() || alias->second == type)
      break;
    type = alias->second;
  }
  return type;
}

std::vector<std::string> Program::lineage(const std::string& name) const {
  std::vector<std::string> out{name};
  for (std::size_t i = 0; i < out.size() && i < kMaxLineage; ++i)
    if (const ClassInfo* info = find_class(out[i]))
      for (const std::string& base : info->bases)
        if (std::find(out.begin(), out.end(), base) == out.end())
          out.push_back(class_of(base));
  return out;
}

bool Program::related(const std::string& a, const std::string& b) const {
  auto has = [](const std::vector<std::string>& line, const std::string& name) {
    return std::any_of(line.begin(), line.end(), [&](const std::string& base) {
      return same_name(base, name);
    });
  };
  return !a.empty() && !b.empty() && (has(lineage(a), b) || has(lineage(b), a));
}

std::vector<std::string> Program::leaves(const std::string& name) const {
  std::vector<std::string> todo{name}, out;
  std::set<std::string> seen;
  while (!todo.empty() && out.size() < 32) {
    std::string at = todo.back();
    todo.pop_back();
    if (!seen.insert(at).second)
      continue;
    const ClassInfo* info = find_class(at);
    if (!info || info->derived.empty())
      out.push_back(at);
    else
      todo.insert(todo.end(), info->derived.begin(), info->derived.end());
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool Program::has_method(const std::string& class_name) const {
  std::string prefix = class_name + "::";
  std::string own = last_name(class_name);
  for (auto at = by_full_.lower_bound(prefix);
       at != by_full_.end() && at->first.starts_with(prefix); ++at)
    if (std::string last = last_name(at->first);
        last != own && !last.starts_with('~'))
      return true;
  return false;
}

std::size_t Program::declarers(const std::string& field) const {
  auto at = field_owners_.find(field);
  return at == field_owners_.end() ? 0 : at->second.size();
}

std::vector<const ir::Field*>
Program::fields(const std::string& class_name) const {
  std::vector<const ir::Field*> out;
  std::vector<std::string> line = lineage(class_name);
  for (auto it = line.rbegin(); it != line.rend(); ++it)
    if (const ClassInfo* info = find_class(*it))
      for (const auto& [field, files] : info->fields)
        out.push_back(field);
  return out;
}

} // namespace imds::analyzer::link
