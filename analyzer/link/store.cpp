// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/store.h"

#include <algorithm>
#include <utility>

namespace imds::analyzer::link {
namespace {

constexpr int kMaxCopied = 24;

void copy_objects(const Value& value, const World& world,
                  std::map<int, Held<Object>>& into) {
  for (const Alt& alt : value) {
    if (alt.object < 0 || into.size() >= kMaxCopied ||
        into.contains(alt.object))
      continue;
    auto at = world.objects.find(alt.object);
    if (at == world.objects.end())
      continue;
    into[alt.object] = at->second;
    for (const auto& [name, inner] : at->second->fields)
      copy_objects(inner, world, into);
    for (int linked : at->second->bag.linked) {
      Alt ref;
      ref.object = linked;
      copy_objects({ref}, world, into);
    }
  }
}

std::string constant(const Alt& alt) {
  if (alt.kind == Kind::number)
    return alt.name.empty() ? std::to_string(alt.number) : alt.name;
  if (alt.kind == Kind::null)
    return "null";
  return alt.kind == Kind::text && all_literal(alt.text) ? flat(alt.text) : "";
}

bool same(const Guard& a, const Guard& b) {
  return a.key == b.key && a.holds == b.holds && a.reason == b.reason;
}

/// The switches behind which each relevant write stood so far.
bool narrow(Store::Entry& entry, const World& world) {
  const std::size_t before = entry.under.size();
  if (std::exchange(entry.relevant, true)) {
    std::erase_if(entry.under, [&](const Guard& g) {
      return std::ranges::none_of(world.guards,
                                  [&](const Guard& o) { return same(g, o); });
    });
    return entry.under.size() != before;
  }
  for (const Guard& g : world.guards)
    if (g.reason == Reason::choice)
      entry.under.push_back(g);
  return false;
}

/// Adds what `more` carries; returns whether that was anything new. What one
/// function adds and another does not, both have done by the time it is sent.
bool unite(Object& into, const Object& more) {
  bool fresh = false;
  for (Value Bag::* part : {&Bag::url, &Bag::host, &Bag::path}) {
    const std::size_t before = (into.bag.*part).size();
    link::join(into.bag.*part, more.bag.*part);
    fresh = fresh || (into.bag.*part).size() != before;
  }
  for (const Header& h : more.bag.headers) {
    auto at = std::ranges::find(into.bag.headers, h.name, &Header::name);
    if (at == into.bag.headers.end()) {
      into.bag.headers.push_back(h);
      fresh = true;
    }
  }
  return fresh;
}

} // namespace

bool Store::write(const std::string& key, const Value& value,
                  const World& world, const std::string& writer,
                  bool relevant) {
  Entry& entry = entries_[key];
  bool fresh = entry.writers.insert(writer).second;
  if (relevant)
    fresh = narrow(entry, world) || fresh;
  if (!entry.under.empty())
    switched_.insert(key.substr(key.find_last_of(".:") + 1));
  for (const Alt& alt : value) {
    if (alt.kind == Kind::storage)
      continue;
    if (std::string text = constant(alt); !text.empty())
      fresh = entry.constants.insert(text).second || fresh;
    if (std::find(entry.value.begin(), entry.value.end(), alt) !=
        entry.value.end())
      continue;
    if (entry.value.size() >= kMaxAlternatives && !relevant)
      continue;
    if (entry.value.size() >= 2 * kMaxAlternatives)
      continue;
    entry.value.push_back(alt);
    fresh = true;
  }
  copy_objects(value, world, entry.objects);
  changes_ += fresh;
  return fresh;
}

void Store::fill(const std::string& key, int id, const Object& object,
                 const World& world, const std::string& writer) {
  Alt place;
  place.kind = Kind::object;
  place.object = id;
  write(key, {place}, world, writer, /*relevant=*/true);
  changes_ += unite(entries_[key].objects[id].edit(), object);
}

const Store::Entry* Store::read(const std::string& key) const {
  auto at = entries_.find(key);
  return at == entries_.end() ? nullptr : &at->second;
}

const Guard* Store::switch_of(const Entry& entry) const {
  if (entry.under.size() != 1 || entry.under[0].preset.empty() ||
      !entry.under[0].constant.empty())
    return nullptr;
  const Entry* asked = read(entry.under[0].name);
  const bool changes =
      asked &&
      (asked->state || std::ranges::any_of(asked->writers, [&](const auto& by) {
         return entry.writers.contains(by);
       }));
  return changes ? nullptr : &entry.under[0];
}

bool Store::is_switched_off(const Entry& entry, const World& world) const {
  const Guard* g = switch_of(entry);
  const auto holds = g ? world.decided(g->key) : std::nullopt;
  return holds && *holds != g->holds;
}

void Store::add_target(const std::string& name, const Alt& function) {
  std::vector<Alt>& list = targets_[name];
  if (std::find(list.begin(), list.end(), function) != list.end() ||
      list.size() >= 24)
    return;
  list.push_back(function);
  ++changes_;
}

std::set<std::string> Store::hot(const std::function<bool(const Text&)>& wanted,
                                 Holds how) const {
  std::set<std::string> out;
  auto holds = [&](const Value& value) {
    return std::any_of(value.begin(), value.end(), [&](const Alt& alt) {
      return alt.kind == Kind::text && wanted(alt.text);
    });
  };
  auto inside = [&](const auto& known) {
    const Object& object = *known.second;
    return holds(object.bag.url) || holds(object.bag.host) ||
           holds(object.bag.path) ||
           std::any_of(object.fields.begin(), object.fields.end(),
                       [&](const auto& field) { return holds(field.second); });
  };
  for (const auto& [key, entry] : entries_) {
    const bool by_object =
        how == Holds::by_object &&
        std::any_of(entry.objects.begin(), entry.objects.end(), inside);
    if (by_object || holds(entry.value))
      out.insert(key);
  }
  return out;
}

const std::vector<Alt>* Store::targets(const std::string& name) const {
  auto at = targets_.find(name);
  return at == targets_.end() ? nullptr : &at->second;
}

} // namespace imds::analyzer::link
