// SPDX-License-Identifier: Apache-2.0
//
// Name and value as one: std::pair, and the entries that a loop over headers
// sees, however they came there (pushed as pairs, set by name in a map).
//
//   for (const auto& [name, value] : headers) text += name + ": " + value;
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// "std::map<a, b::c>" -> "map".
std::string plain_name(const std::string& type) {
  return last_name(type.substr(0, type.find('<')));
}

bool is_pair(const std::string& type) {
  return is_one_of(plain_name(type), {"pair", "tuple"});
}

bool is_map(const std::string& type) {
  return is_one_of(plain_name(type),
                   {"map", "unordered_map", "multimap", "flat_hash_map",
                    "flat_map", "QMap", "QHash"});
}

bool is_container(const std::string& type) {
  return is_map(type) ||
         is_one_of(plain_name(type), {"vector", "list", "deque", "set", "QList",
                                      "QVector", "QStringList"});
}

/// Both by the names that C++ gives them and by position.
void set_parts_of_pair(Object& pair, const Value& name, const Value& value) {
  pair.fields["first"] = pair.fields["[0]"] = name;
  pair.fields["second"] = pair.fields["[1]"] = value;
  pair.list = true;
}

} // namespace

/// pair(a, b): `object` has just been made.
void Machine::fill_pair(int object, const Call& c, World& w) {
  if (c.args.size() == 2 && is_pair(c.receiver))
    set_parts_of_pair(w.objects[object].edit(), load(c.args[0], w),
                      load(c.args[1], w));
}

/// Request request{Method::GET, url}: without a constructor, member by member.
void Machine::fill_aggregate(int object, const Call& c, World& w) {
  const auto members = s_.program.fields(c.receiver);
  if (c.args.size() < 2 || c.args.size() > members.size())
    return;
  for (std::size_t i = 0; i < c.args.size(); ++i)
    w.objects[object].edit().fields[members[i]->name] = load(c.args[i], w);
}

/// One that a loop sees: a name, a value, and what the value says.
Value Machine::entry_of(const Value& name, const Value& value, Spot at,
                        const Frame& f, World& w) {
  int entry = make_object("pair", f, at, w, "entry" + flat(name[0].text));
  set_parts_of_pair(w.objects[entry].edit(), name, value);
  return object_value(entry, at, f.depth);
}

/// urls[id + "_vpc"] = url; names that begin with a hole are no headers.
std::vector<Value> Machine::map_entries(const Object& map, Spot at,
                                        const Frame& f, World& w) {
  std::vector<Value> out;
  for (const auto& [place, value] : map.fields) {
    if (!place.starts_with('[') || !relevant(value, w))
      continue;
    std::string key = place.substr(1, place.size() - 2);
    bool header =
        std::any_of(map.bag.headers.begin(), map.bag.headers.end(),
                    [&](const Header& h) { return flat(h.name) == key; });
    if (header)
      continue;
    int hole = fresh_hole(Origin::unknown, "",
                          "key:" + std::to_string(at.file) + ":" +
                              std::to_string(at.line) + key);
    out.push_back(entry_of(hole_value(hole, at, f.depth), value, at, f, w));
  }
  return out;
}

/// urls.clear() of a container, not of somebody's class.
bool Machine::forgets_elements(const Call& c, World& w) const {
  if (c.name != "clear" || !c.has_receiver || !c.args.empty() ||
      c.self.size() != 1 || c.self[0].kind != Kind::object)
    return false;
  auto at = w.objects.find(c.self[0].object);
  if (at == w.objects.end() || !is_container(at->second->type))
    return false;
  Object& list = w.objects[at->first].edit();
  std::erase_if(list.fields,
                [](const auto& field) { return field.first.starts_with('['); });
  list.size = list.size < 0 ? -1 : 0;
  list.bag = {};
  return true;
}

/// What a loop over `object` sees one by one, if all that is known of it is
/// what headers it has; nothing where it has none.
std::vector<Value> Machine::header_entries(int object, const ir::Stmt& s,
                                           Frame& f, World& w) {
  std::vector<Value> out;
  Spot at = spot(s.loc, f);
  const Held<Object> list = w.objects.get(object);
  for (int linked : list->bag.linked)
    if (auto entry = w.objects.find(linked);
        entry != w.objects.end() && !entry->second->fields.empty())
      out.push_back(object_value(linked, at, f.depth));
  for (const Header& h : list->bag.headers) {
    if (h.value.empty())
      continue;
    Alt name;
    name.text = h.name;
    name.depth = f.depth;
    out.push_back(entry_of({name}, h.value, at, f, w));
  }
  if (is_map(list->type))
    for (Value& entry : map_entries(*list, at, f, w))
      out.push_back(std::move(entry));
  return out;
}

} // namespace imds::analyzer::link
