// SPDX-License-Identifier: Apache-2.0
//
// Whether a callee that nobody knows (unknown_calls.cpp) sends what it got, by
// its name and by what is done with what it gives.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

/// Whether the callee asks an object for a part of it.
bool asks_part(const Call& c) {
  if (c.args.size() + (c.has_receiver ? 1 : 0) != 1 || !is_getter(c.name))
    return false;
  return c.has_receiver ||
         (!c.args[0].empty() && c.args[0][0].kind == Kind::object);
}

} // namespace

/// client.make_request(request), make_request(client, request): no request is
/// made of one, so it is sent. And so is what client.new_request(set); takes.
bool Machine::hands_request(const Call& c, const World& w) const {
  auto is_request = [&](const Value& arg) {
    int id = arg.size() == 1 ? known_object(arg[0]) : -1;
    auto at = w.objects.find(id);
    if (at == w.objects.end() || !relevant(arg, w))
      return false;
    std::string type = lower(last_name(at->second->type));
    return c.has_receiver || !at->second->bag.method.empty() ||
           type.find("request") != std::string::npos;
  };
  bool takes = makes_or_sends(c.name) && (c.has_receiver || c.args.size() > 1);
  return (takes || s_.uses.handed_over.contains(c.e)) &&
         std::any_of(c.args.begin(), c.args.end(), is_request);
}

/// std::get<0>(pair), std::exchange(url, ""): whatever the name says.
bool Machine::is_standard(const Call& c) {
  return !c.has_receiver && c.full.starts_with("std::");
}

/// Its class is one of the program's: it is no request of a library.
bool Machine::has_methods(const Object& object) const {
  std::string name = s_.program.class_of(object.type);
  return !name.empty() && s_.program.has_method(name);
}

/// Store store(&settings); store.start(): nothing is asked for here, and that
/// some object behind it knows an URL does not say that `start` uses it.
bool Machine::only_knows_settings(const Call& c, World& w) {
  bool given = std::any_of(c.args.begin(), c.args.end(),
                           [&](const Value& v) { return relevant(v, w); });
  int self = c.self.size() == 1 ? known_object(c.self[0]) : -1;
  if (given || self < 0 || says_request(c.name))
    return false;
  Bag all, own;
  std::set<int> seen, behind;
  gather(self, w, all, seen);
  for (int object : seen)
    if (auto at = w.objects.find(object);
        object != self && at != w.objects.end() && has_methods(*at->second))
      behind.insert(object);
  if (behind.empty())
    return false;
  gather(self, w, own, behind);
  return own.url.empty() && own.host.empty() && own.path.empty() &&
         own.raw.empty();
}

/// What its name, what it got and what is done with its result say of sending.
Sending Machine::sending_by(const Call& c, World& w) {
  if (asks_part(c) || s_.uses.makers.contains(c.e) || sets_up_mock(*c.e))
    return Sending::never;
  if (hands_request(c, w))
    return Sending::likely;
  const Sending sending = sending_of(c.name);
  const bool no_way = sending == Sending::likely &&
                      (is_standard(c) || only_knows_settings(c, w));
  return no_way ? Sending::unclear : sending;
}

/// All that a call got, with the verb that its name says.
Bag Machine::named_bag(const Call& c, const Frame& f, World& w) {
  Bag bag = call_bag(c, w);
  for (const Value& arg : c.args)
    keep_captured(bag, arg, f, w);
  if (const Verb verb = verb_of(c.name);
      bag.method.empty() && verb != Verb::unknown)
    bag.method = literal(verb == Verb::put    ? "PUT"
                         : verb == Verb::head ? "HEAD"
                         : verb == Verb::get  ? "GET"
                                              : "POST",
                         c.spot, f.depth + 1);
  return bag;
}

/// What came of the requests that leave by a callee whose name says so, or that
/// got a whole one. Nothing: none does.
std::optional<Value> Machine::send_by_name(Sending sending, const Call& c,
                                           const Frame& f, World& w) {
  if (sending == Sending::never || c.name.starts_with("operator"))
    return std::nullopt;
  const Bag bag = named_bag(c, f, w);
  if (sending != Sending::likely && bag.raw.empty())
    return std::nullopt;
  const auto events = send(bag, c, f, w, Route::probable, nullptr);
  if (events.empty())
    return std::nullopt;
  return answer(events, c, f, w, bag);
}

} // namespace imds::analyzer::link
