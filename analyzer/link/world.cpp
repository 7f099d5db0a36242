// SPDX-License-Identifier: Apache-2.0
//
// When may two paths be walked as one? An error check that only logs must not
// double the work of all that follows, while "the header was added" and "it was
// not" must stay two paths until the request is sent. So paths are kept apart
// exactly where they differ in what decides a request: texts that concern
// IMDS, tokens, and objects that carry something. Behind a branch that a token
// or a switch decided, plain numbers, nulls and texts without holes count too,
// because programs remember the outcome in them ("has_token = true"). Behind a
// callee that only sends what it is given, it is enough whether a number is 0.
//
// What does not fit into the bound is joined all the same: alternatives add
// up, and a header that only one side carries becomes "may".
#include "analyzer/link/world.h"

#include "analyzer/link/guards.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <set>

namespace imds::analyzer::link {
namespace {

void sign(const Text& text, std::string& out) {
  for (const Piece& piece : text)
    if (piece.hole >= 0)
      out += "{" + std::to_string(piece.hole) + "}";
    else
      out += piece.literal;
  out += ';';
}

/// 0 or not; of a constant without a value only the name is known.
void sign_truth(const Alt& alt, std::string& out) {
  if (alt.name.empty() || alt.number != 0)
    out += alt.number != 0 ? "1," : "0,";
}

void sign(const Value& value, Numbers small, const Matters& matters,
          std::string& out) {
  for (const Alt& alt : value) {
    bool plain = small == Numbers::all && all_literal(alt.text);
    if (alt.kind == Kind::text && (plain || matters(alt.text)))
      sign(alt.text, out);
    else if (alt.kind == Kind::function)
      out += "#" + std::to_string(alt.object) + alt.name;
    else if (small == Numbers::all && alt.kind == Kind::number)
      out += std::to_string(alt.number) + ",";
    else if (small == Numbers::truth && alt.kind == Kind::number)
      sign_truth(alt, out);
    else if (alt.kind == Kind::null)
      out += "0";
  }
}

void sign(const Bag& bag, std::string& out) {
  for (const Value* v :
       {&bag.url, &bag.host, &bag.path, &bag.method, &bag.raw, &bag.shell}) {
    sign(*v, Numbers::all, [](const Text&) { return true; }, out);
    out += '|';
  }
  for (const Header& h : bag.headers) {
    sign(h.name, out);
    out += h.may ? '?' : '!';
  }
  for (const Alt& word : bag.words)
    sign(word.text, out);
  for (int linked : bag.linked)
    out += "+" + std::to_string(linked);
  out += bag.upload ? 'U' : '.';
  out += bag.no_list ? 'N' : '.';
}

std::uint64_t sign(const Object& object, Numbers small,
                   const Matters& matters) {
  std::string out;
  if (!object.bag.empty())
    sign(object.bag, out);
  if (!object.later.stack.empty())
    out += 'L';
  for (const auto& [name, value] : object.fields) {
    std::string one;
    sign(value, small, matters, one);
    if (!one.empty())
      out += "." + name + "=" + one;
  }
  return out.empty() ? 0 : XXH3_64bits(out.data(), out.size());
}

std::uint64_t sign(const Value& value, Numbers small, const Matters& matters) {
  std::string out;
  sign(value, small, matters, out);
  return out.empty() ? 0 : XXH3_64bits(out.data(), out.size());
}

/// Collects what was signed; 0 says nothing and is left out.
class Sum {
public:
  void add(std::string_view name, int number, std::uint64_t signed_value) {
    if (signed_value == 0)
      return;
    std::uint64_t seed = sum_ ^ signed_value ^ std::uint64_t(number) << 32;
    sum_ = XXH3_64bits_withSeed(name.data(), name.size(), seed);
  }
  std::uint64_t get() const { return sum_; }

private:
  std::uint64_t sum_ = 0;
};

/// Objects that carry something, or point to one that does, sorted. Which of
/// several plain ones a variable points to (connections of a pool) tells no two
/// paths apart.
template <class Says>
std::vector<int> telling_objects(const World& world,
                                 const Says& says_something) {
  std::vector<int> out, todo;
  std::vector<std::pair<int, int>> pointed_by; // object, and who points to it
  world.objects.each([&](int id, const Held<Object>& object) {
    if (says_something(object))
      out.push_back(id);
    for (const auto& [name, value] : object->fields)
      for (const Alt& alt : value)
        if (alt.object >= 0)
          pointed_by.emplace_back(alt.object, id);
  });
  std::sort(pointed_by.begin(), pointed_by.end());
  todo = out;
  while (!todo.empty()) {
    int id = todo.back();
    todo.pop_back();
    for (auto at = std::lower_bound(pointed_by.begin(), pointed_by.end(),
                                    std::pair(id, 0));
         at != pointed_by.end() && at->first == id; ++at)
      if (auto place = std::lower_bound(out.begin(), out.end(), at->second);
          place == out.end() || *place != at->second) {
        out.insert(place, at->second);
        todo.push_back(at->second);
      }
  }
  return out;
}

/// Adds which telling objects a value points to.
void add_pointers(const Value& value, const std::vector<int>& telling,
                  std::string_view name, int number, Sum& out) {
  for (const Alt& alt : value)
    if (alt.object >= 0 &&
        std::binary_search(telling.begin(), telling.end(), alt.object))
      out.add(name, number, std::uint64_t(alt.object) + 1);
}

} // namespace

std::uint64_t signature(const World& world, const Matters& matters,
                        Numbers numbers) {
  bool matter = std::any_of(
      world.guards.begin(), world.guards.end(),
      [](const Held<Guard>& g) { return g->reason != Reason::other; });
  const Numbers small = matter ? numbers : Numbers::none;
  auto sign_object = [&](const Held<Object>& object) {
    return object.mark(
        int(small), [&](const Object& o) { return sign(o, small, matters); });
  };
  std::vector<int> telling = telling_objects(
      world, [&](const Held<Object>& o) { return sign_object(o) != 0; });
  Sum out;
  world.slots.each([&](const Slot& slot, const Held<Value>& value) {
    out.add(slot.name, slot.frame, value.mark(int(small), [&](const Value& v) {
      return sign(v, small, matters);
    }));
    add_pointers(value, telling, slot.name, slot.frame, out);
  });
  world.objects.each([&](int id, const Held<Object>& object) {
    out.add("", id, sign_object(object));
    for (const auto& [name, value] : object->fields)
      add_pointers(value, telling, name, id, out);
  });
  return out.get();
}

namespace {

void join_headers(std::vector<Header>& into, const std::vector<Header>& more) {
  auto in = [](const std::vector<Header>& list, const Header& h) {
    return std::any_of(list.begin(), list.end(),
                       [&](const Header& o) { return o.name == h.name; });
  };
  for (Header& h : into)
    h.may = h.may || !in(more, h);
  for (const Header& h : more)
    if (!in(into, h)) {
      into.push_back(h);
      into.back().may = true;
    }
}

void join_ids(std::vector<int>& into, const std::vector<int>& more) {
  for (int id : more)
    if (std::find(into.begin(), into.end(), id) == into.end())
      into.push_back(id);
}

bool has_target(const Bag& bag) {
  return !bag.url.empty() || !bag.host.empty() || !bag.path.empty();
}

/// A path on which nobody names a verb asks by GET, beside what the other says.
void join_method(Bag& into, const Bag& more) {
  const Bag& silent = into.method.empty() ? into : more;
  bool one_only = into.method.empty() != more.method.empty();
  bool gets = one_only && has_target(silent) && !silent.upload;
  link::join(into.method, more.method);
  if (gets)
    link::join(into.method, literal("GET", {}, 0));
}

void join_bag(Bag& into, const Bag& more) {
  join_method(into, more);
  link::join(into.url, more.url);
  link::join(into.host, more.host);
  link::join(into.path, more.path);
  link::join(into.raw, more.raw);
  link::join(into.shell, more.shell);
  join_headers(into.headers, more.headers);
  for (const Alt& word : more.words)
    if (std::find(into.words.begin(), into.words.end(), word) ==
        into.words.end())
      into.words.push_back(word);
  join_ids(into.linked, more.linked);
  into.no_list =
      into.no_list || more.no_list || into.lists.empty() != more.lists.empty();
  join_ids(into.lists, more.lists);
  into.upload = into.upload || more.upload;
  into.sized = into.sized || more.sized;
  into.open = into.open || more.open;
  into.set_up = into.set_up || more.set_up;
}

bool is_plain(const Value& value) {
  return std::all_of(value.begin(), value.end(), [](const Alt& alt) {
    return alt.kind == Kind::number || alt.kind == Kind::null;
  });
}

} // namespace

/// A number that one path put into a member is not what it holds on the other.
void join(Object& into, const Object& more) {
  std::erase_if(into.fields, [&](const auto& field) {
    return !more.fields.contains(field.first) && is_plain(field.second);
  });
  for (const auto& [name, value] : more.fields)
    if (into.fields.contains(name) || !is_plain(value))
      link::join(into.fields[name], value);
  join_bag(into.bag, more.bag);
  if (into.later.stack.empty())
    into.later = more.later;
}

std::optional<bool> World::decided(const std::string& key) const {
  for (const Guard& guard : guards)
    if (guard.key == key)
      return guard.holds;
  return std::nullopt;
}

bool World::assume(const Guard& guard) {
  if (guard.key.empty())
    return true;
  if (auto known = decided(guard.key))
    return *known == guard.holds;
  guards.push_back(guard);
  return true;
}

World join(const World& a, const World& b) {
  World out = a;
  keep_common(out.guards, b.guards);
  b.slots.each_unshared(
      a.slots, [&](const Slot& slot, const Held<Value>& value) {
        if (auto at = out.slots.find(slot);
            at != out.slots.end() && at->second.same(value))
          return;
        auto [held, fresh] = out.slots.try_emplace(slot, value);
        if (!fresh)
          link::join(held.edit(), value);
      });
  b.objects.each_unshared(a.objects, [&](int id, const Held<Object>& object) {
    if (auto at = out.objects.find(id);
        at != out.objects.end() && at->second.same(object))
      return;
    auto [held, fresh] = out.objects.try_emplace(id, object);
    if (!fresh)
      join(held.edit(), *object);
  });
  std::set<int> sent(out.sent.begin(), out.sent.end());
  for (int event : b.sent)
    if (sent.insert(event).second)
      out.sent.push_back(event);
  return out;
}

void merge(std::vector<World>& worlds, std::size_t most, const Matters& matters,
           Numbers numbers) {
  if (worlds.size() < 2)
    return;
  std::map<std::uint64_t, std::size_t> seen;
  std::vector<World> out;
  for (World& world : worlds) {
    auto [at, fresh] =
        seen.try_emplace(signature(world, matters, numbers), out.size());
    if (fresh)
      out.push_back(std::move(world));
    else
      out[at->second] = join(out[at->second], world);
  }
  while (out.size() > most) {
    out[out.size() - 2] = join(out[out.size() - 2], out.back());
    out.pop_back();
  }
  worlds = std::move(out);
}

} // namespace imds::analyzer::link
