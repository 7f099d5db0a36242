// SPDX-License-Identifier: Apache-2.0
//
// When may two paths be walked as one? An error check that only logs must not
// double the work of all that follows, while "the header was added" and "it was
// not" must stay two paths until the request is sent. So paths are kept apart
// exactly where they differ in what decides a request: texts that concern
// IMDS, tokens, and objects that carry something. Behind a branch that a token
// or a switch decided, plain numbers and nulls count too, because programs
// remember the outcome in them ("has_token = true").
//
// What does not fit into the bound is joined all the same: alternatives add
// up, and a header that only one side carries becomes "may".
#include "analyzer/link/world.h"

#include <algorithm>
#include <set>

namespace imds::analyzer::link {
namespace {

using Signature = std::string;

void sign(const Text& text, Signature& out) {
  for (const Piece& piece : text)
    if (piece.hole >= 0)
      out += "{" + std::to_string(piece.hole) + "}";
    else
      out += piece.literal;
  out += ';';
}

void sign(const Value& value, bool small, const Matters& matters,
          Signature& out) {
  for (const Alt& alt : value) {
    if (alt.kind == Kind::text && (small || matters(alt.text)))
      sign(alt.text, out);
    else if (alt.kind == Kind::object || alt.kind == Kind::function)
      out += "#" + std::to_string(alt.object) + alt.name;
    else if (small && alt.kind == Kind::number)
      out += std::to_string(alt.number) + ",";
    else if (alt.kind == Kind::null)
      out += "0";
  }
  out += '|';
}

void sign(const Bag& bag, Signature& out) {
  for (const Value* v :
       {&bag.url, &bag.host, &bag.path, &bag.method, &bag.raw, &bag.shell})
    sign(*v, true, {}, out);
  for (const Header& h : bag.headers) {
    sign(h.name, out);
    out += h.may ? '?' : '!';
  }
  for (const Alt& word : bag.words)
    sign(word.text, out);
  for (int linked : bag.linked)
    out += "+" + std::to_string(linked);
  out += bag.upload ? 'U' : '.';
}

} // namespace

std::string signature(const World& world, const Matters& matters, bool coarse) {
  bool small = !coarse && std::any_of(world.guards.begin(), world.guards.end(),
                                      [](const Guard& g) {
                                        return g.reason != Reason::other;
                                      });
  Signature out;
  for (const auto& [slot, value] : world.slots) {
    Signature one;
    sign(value, small, matters, one);
    if (one.size() > 1)
      out += std::to_string(slot.frame) + slot.name + "=" + one;
  }
  for (const auto& [id, object] : world.objects) {
    if (!object.bag.empty()) {
      out += "@" + std::to_string(id);
      sign(object.bag, out);
    }
    for (const auto& [name, value] : object.fields) {
      Signature one;
      sign(value, small, matters, one);
      if (one.size() > 1)
        out += std::to_string(id) + "." + name + "=" + one;
    }
  }
  return out;
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

void join_bag(Bag& into, const Bag& more) {
  link::join(into.url, more.url);
  link::join(into.host, more.host);
  link::join(into.path, more.path);
  link::join(into.method, more.method);
  link::join(into.raw, more.raw);
  link::join(into.shell, more.shell);
  join_headers(into.headers, more.headers);
  for (const Alt& word : more.words)
    if (std::find(into.words.begin(), into.words.end(), word) ==
        into.words.end())
      into.words.push_back(word);
  for (int linked : more.linked)
    if (std::find(into.linked.begin(), into.linked.end(), linked) ==
        into.linked.end())
      into.linked.push_back(linked);
  into.upload = into.upload || more.upload;
  into.open = into.open || more.open;
}

void keep_common(std::vector<Guard>& guards, const std::vector<Guard>& other) {
  std::erase_if(guards, [&](const Guard& g) {
    return std::none_of(other.begin(), other.end(), [&](const Guard& o) {
      return o.key == g.key && o.holds == g.holds;
    });
  });
}

} // namespace

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
  for (const auto& [slot, value] : b.slots)
    link::join(out.slots[slot], value);
  for (const auto& [id, object] : b.objects) {
    auto [at, fresh] = out.objects.try_emplace(id, object);
    if (fresh)
      continue;
    for (const auto& [name, value] : object.fields)
      link::join(at->second.fields[name], value);
    join_bag(at->second.bag, object.bag);
  }
  std::set<int> sent(out.sent.begin(), out.sent.end());
  for (int event : b.sent)
    if (sent.insert(event).second)
      out.sent.push_back(event);
  return out;
}

void merge(std::vector<World>& worlds, std::size_t most, const Matters& matters,
           bool coarse) {
  if (worlds.size() < 2)
    return;
  std::map<Signature, std::size_t> seen;
  std::vector<World> out;
  for (World& world : worlds) {
    auto [at, fresh] =
        seen.try_emplace(signature(world, matters, coarse), out.size());
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
