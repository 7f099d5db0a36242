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

bool is_pair(const std::string& type) {
  std::string name = last_name(type);
  name.resize(std::min(name.find('<'), name.size()));
  return name == "pair" || name == "tuple";
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

/// What a loop over `object` sees one by one, if all that is known of it is
/// what headers it has; nothing where it has none.
std::vector<Value> Machine::header_entries(int object, const ir::Stmt& s,
                                           Frame& f, World& w) {
  std::vector<Value> out;
  Spot at = spot(s.loc, f);
  const Held<Object> list = w.objects[object];
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
    int entry = make_object("pair", f, at, w, "entry" + flat(h.name));
    set_parts_of_pair(w.objects[entry].edit(), {name}, h.value);
    out.push_back(object_value(entry, at, f.depth));
  }
  return out;
}

} // namespace imds::analyzer::link
