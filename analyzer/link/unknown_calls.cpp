// SPDX-License-Identifier: Apache-2.0
//
// Calls that nobody knows: no rule, no body in the tree. Two of three real
// programs ask IMDS through a library like that, so such a callee is judged by
// its name and by what it gets. Objects are bags: whatever goes in (an URL by a
// constructor, a header by any call with a header's name, a verb as text or
// enumerator) is there when the bag is sent. A callee whose name says that it
// compares, logs or stores sends nothing.
//
//   Request r(url);  r.header("X-aws-ec2-metadata-token", t);  client.get(r);
//
// What it does not see: a library that sends in a destructor or at a plain
// assignment.
#include "analyzer/link/call_words.h"
#include "analyzer/link/machine.h"
#include "analyzer/link/settings.h"

#include <algorithm>
#include <set>

namespace imds::analyzer::link {

namespace {

/// "2024-08-04": the version of some protocol, and no path yet.
bool is_date(std::string_view text) {
  return text.find_first_not_of("0123456789-") == std::string_view::npos;
}

/// "/latest" may be a path; "/(.*)" is a pattern.
bool looks_like_path(const Text& text) {
  return head(text).starts_with('/') &&
         known(text).find_first_of("^*|\\()") == std::string::npos;
}

} // namespace

/// `first_raw`: a whole request is not one of several that a value may be.
void Machine::absorb_text(Bag& bag, const Alt& alt, bool first_raw) {
  if (is_hole(alt)) {
    const Hole& hole = s_.holes[alt.text[0].hole];
    if (bag.words.size() < 8 && (hole.token || hole.origin == Origin::param))
      bag.words.push_back(alt);
    return;
  }
  if (raw_head(alt.text).verb != Verb::unknown) {
    if (first_raw)
      bag.raw.clear();
    link::join(bag.raw, {alt});
    return;
  }
  std::string name = header_name(alt.text);
  bool header = s_.imds.is_token_header(name) || s_.imds.is_ttl_header(name) ||
                s_.imds.foreign_header(name).has_value();
  if (header) {
    Header h{alt.text, {}, false};
    Alt value;
    value.text = header_value(alt.text);
    if (!value.text.empty())
      h.value = {value};
    bag.headers.push_back(std::move(h));
    return;
  }
  std::string all = known(alt.text);
  bool shouted = std::none_of(all.begin(), all.end(),
                              [](char c) { return c >= 'a' && c <= 'z'; });
  if (shouted && all.size() < 8 && verb_of(all) != Verb::unknown) {
    bag.method = {alt};
    return;
  }
  // "\r\nX-aws-ec2-metadata-token: " within a longer text
  if (all.find("\r\n") != std::string::npos && !bag.raw.empty()) {
    bag.raw[0].text = concat(bag.raw[0].text, alt.text);
    return;
  }
  Url url = split_url(alt.text);
  Meaning m = meaning(url, s_.imds);
  if (url.scheme || (m.endpoint && !url.path.empty()))
    link::join(bag.url, {alt});
  else if (m.endpoint)
    link::join(bag.host, {alt});
  else if ((m.ec2_path && !is_date(all)) || !m.foreign.empty() ||
           looks_like_path(alt.text))
    link::join(bag.path, {alt});
  else if (m.host_other && s_.imds.foreign_host(all))
    link::join(bag.host, {alt});
}

void Machine::absorb_object(Bag& bag, int object, World& w, int self) {
  if (object == self || object < 0)
    return;
  if (std::find(bag.linked.begin(), bag.linked.end(), object) ==
          bag.linked.end() &&
      bag.linked.size() < 16)
    bag.linked.push_back(object);
  (void)w;
}

/// A context that somebody handed in holds more than a call asks for; what an
/// allocation gave, or a member keeps, holds what was put into it.
bool Machine::handed_in(const Alt& alt) const {
  if (!is_hole(alt))
    return false;
  Origin origin = s_.holes[alt.text[0].hole].origin;
  return origin != Origin::call && origin != Origin::field &&
         origin != Origin::global;
}

void Machine::absorb(Bag& bag, const Value& value, World& w, int self) {
  bool raw = false;
  for (const Alt& alt : value) {
    if (alt.kind == Kind::text) {
      absorb_text(bag, alt, /*first_raw=*/!raw);
      raw = raw || raw_head(alt.text).verb != Verb::unknown;
      if (is_hole(alt))
        absorb_object(bag, carried_object(alt, w), w, self);
    } else if (alt.kind == Kind::object)
      absorb_object(bag, alt.object, w, self);
    else if (alt.kind == Kind::storage) {
      bag.outputs.push_back(alt);
      absorb(bag, load({alt}, w), w, self);
    } else if (alt.kind == Kind::number) {
      if (verb_of(alt.name) != Verb::unknown)
        bag.method = {alt};
      else if (std::string host = host_of_number(alt.number, s_.imds);
               !host.empty())
        bag.host = literal(host, alt.spot, alt.depth);
    }
  }
}

namespace {

/// Values that a call puts together: "name", value pairs become headers.
void pair_headers(Bag& bag, const std::vector<Value>& args) {
  for (Header& h : bag.headers)
    for (std::size_t i = 0; i + 1 < args.size(); ++i)
      if (h.value.empty() && args[i].size() == 1 &&
          args[i][0].kind == Kind::text && args[i][0].text == h.name)
        h.value = args[i + 1];
}

/// set_url(request, url): what a request asked for before is gone.
bool sets_target(const std::string& callee, const Bag& given) {
  auto words = words_of(callee);
  return std::find(words.begin(), words.end(), "set") != words.end() &&
         !(given.url.empty() && given.path.empty() && given.host.empty());
}

void replace_target(Bag& bag, const Bag& given) {
  bag.set_up = true;
  for (auto part : {&Bag::url, &Bag::host, &Bag::path})
    if (!(given.*part).empty())
      (bag.*part).clear();
}

/// get(url, header, buffer), where the buffer still `holds` nothing but what
/// was read into it: the answer goes there, too.
bool takes_the_answer(const Call& c, std::size_t at, const Value& holds) {
  const auto unnamed = [](const Alt& alt) {
    return alt.kind == Kind::storage && !has_word(lower(alt.name), {"tok"});
  };
  return at >= 2 && at + 1 == c.args.size() && !holds.empty() &&
         std::ranges::all_of(c.args[at], unnamed) &&
         std::ranges::all_of(holds, is_hole);
}

} // namespace

/// request(..., &token_header, 0): an array of which nothing is sent.
bool Machine::sends_none_of(const Call& c, std::size_t at, World& w) {
  if (at + 1 >= c.args.size() || at >= c.arg_exprs.size())
    return false;
  const Value& count = c.args[at + 1];
  bool none = count.size() == 1 && count[0].kind == Kind::number &&
              count[0].number == 0 && count[0].name.empty();
  const ir::Expr& e = *c.arg_exprs[at];
  bool array =
      (e.kind == ir::ExprKind::unary && e.text == "&") || e.type.ends_with('*');
  if (!none || !array)
    return false;
  Bag own, all;
  std::set<int> seen;
  absorb(own, c.args[at], w, -1);
  gather(own, w, all, seen);
  return !all.headers.empty() && all.url.empty() && all.path.empty() &&
         all.host.empty() && all.raw.empty();
}

Bag Machine::call_bag(const Call& c, World& w) {
  Bag bag;
  if (!c.self.empty())
    absorb(bag, c.self, w, -1);
  for (std::size_t i = 0; i < c.args.size(); ++i)
    if (!sends_none_of(c, i, w) && !takes_the_answer(c, i, load(c.args[i], w)))
      absorb(bag, c.args[i], w, -1);
  pair_headers(bag, c.args);
  return bag;
}

/// Puts what a setter gets into the object that it works on.
void Machine::store_in_object(Call& c, Frame& f, World& w) {
  int object = -1;
  std::size_t first = 0;
  if (c.has_receiver && !c.self.empty()) {
    if (c.e->receiver && !c.e->args.empty())
      object = part_of(c.e->args[0], c.self, f, w);
    if (object < 0)
      object = object_of(c.self[0], w, c.receiver, f);
  } else if (!c.args.empty() && !c.args[0].empty() && c.args.size() > 1) {
    const Alt& alt = c.args[0][0];
    if (alt.kind == Kind::object || is_hole(alt) || alt.kind == Kind::storage)
      object = object_of(alt, w, "", f), first = 1;
  }
  if (object < 0)
    return;
  Bag bag = w.objects.get(object)->bag, more;
  std::vector<Value> args(c.args.begin() + std::ptrdiff_t(first), c.args.end());
  for (Value& arg : args) {
    clamp(arg, w.objects.get(object)->depth);
    absorb(more, arg, w, object);
  }
  bool stores = sending_of(c.name) == Sending::never;
  if (stores && sets_target(c.name, more))
    replace_target(bag, more);
  for (const Value& arg : args) {
    absorb(bag, arg, w, object);
    keep_captured(bag, arg, f, w);
  }
  pair_headers(bag, args);
  w.objects[object].edit().bag = std::move(bag);
  if (stores && c.e->receiver && !c.e->args.empty())
    keep_member(c.e->args[0], object, /*by_call=*/true, f, w);
}

namespace {

/// Whether `text` is among what a request asks for.
bool is_target_of(const Text& text, const Bag& all) {
  auto same = [&](const Alt& alt) {
    return known(alt.text).find(known(text)) != std::string::npos;
  };
  return std::ranges::any_of(all.url, same) ||
         std::ranges::any_of(all.host, same) ||
         std::ranges::any_of(all.path, same) ||
         std::ranges::any_of(all.raw, same);
}

bool is_setter(const std::string& callee) {
  auto words = words_of(callee);
  return words.size() > 1 && words.front() == "set";
}

} // namespace

/// add_header(request, "X-aws-ec2-metadata-token", t), headers.set_host(host),
/// with a body that puts it where this walk lost it (lists by container_of,
/// arenas, slots by name): the request has it.
void Machine::keep_given(Call& c, Frame& f, World& w) {
  const Value* to = c.has_receiver ? &c.self : nullptr;
  if (!to && !c.args.empty())
    to = &c.args[0];
  if (!to || to->empty())
    return;
  for (const Value& arg : c.args)
    for (const Text& text : texts(arg, w)) {
      std::string name = header_name(text);
      bool header =
          s_.imds.is_token_header(name) || s_.imds.is_ttl_header(name);
      Meaning m = meaning(split_url(text), s_.imds);
      bool target = c.has_receiver && is_setter(c.name) &&
                    !known(text).empty() && (m.endpoint || m.ec2_path);
      int object = known_object((*to)[0]);
      if ((!header && !target) ||
          (object < 0 && !(target && is_hole((*to)[0]))))
        continue;
      Bag all;
      std::set<int> seen;
      gather(object, w, all, seen);
      bool there = std::any_of(
          all.headers.begin(), all.headers.end(),
          [&](const Header& h) { return header_name(h.name) == name; });
      if (header ? !there : !is_target_of(text, all))
        store_in_object(c, f, w);
      return;
    }
}

/// message.headers(), which was filled before.
Value Machine::known_part(const Call& c, const World& w) const {
  if (!c.has_receiver || !c.args.empty() || c.self.size() != 1)
    return {};
  auto at = w.objects.find(known_object(c.self[0]));
  if (at == w.objects.end())
    return {};
  auto part = at->second->fields.find(c.name);
  bool object = part != at->second->fields.end() && part->second.size() == 1 &&
                part->second[0].kind == Kind::object;
  return object ? part->second : Value{};
}

/// controller.response_body(), of what asked for the token: the token, and
/// nothing of how it was asked for.
bool Machine::gives_token(const Call& c, const Value& hole, World& w) {
  const Hole& made = s_.holes[hole[0].text[0].hole];
  if (!c.has_receiver || !c.args.empty() || !made.token || made.answers < 0)
    return false;
  Bag all, own;
  std::set<int> seen;
  absorb(own, c.self, w, -1);
  gather(own, w, all, seen);
  return std::ranges::any_of(all.headers, [&](const Header& h) {
    return s_.imds.is_ttl_header(header_name(h.name));
  });
}

/// headers.clear(), request.erase("X-aws-ec2-metadata-token").
static bool removes_headers(const Call& c, int object, World& w) {
  const auto at = w.objects.find(object);
  const bool all =
      is_one_of(c.name, {"clear", "clear_headers", "clearHeaders"});
  const bool one = is_one_of(c.name, {"erase", "remove", "remove_header",
                                      "removeHeader", "RemoveHeader"});
  if (at == w.objects.end() || !c.has_receiver || (!all && !one) ||
      c.args.size() != (one ? 1u : 0u))
    return false;
  const auto names = [&](const std::string& name) {
    return all || std::ranges::any_of(c.args[0], [&](const Alt& alt) {
             return header_name(alt.text) == name;
           });
  };
  Object& o = w.objects[object].edit();
  std::erase_if(o.bag.headers,
                [&](const Header& h) { return names(header_name(h.name)); });
  std::erase_if(o.fields, [&](const auto& field) {
    const std::string& key = field.first; // "[name]"
    return key.starts_with('[') &&
           names(header_name({{key.substr(1, key.size() - 2), -1, {}, 0}}));
  });
  return true;
}

/// What a callee gives that got something of a request.
Value Machine::called_with_request(Call& c, const Value& hole, Frame& f,
                                   World& w) {
  if (!c.self.empty() && removes_headers(c, known_object(c.self[0]), w))
    return hole;
  const Sending sending = sending_by(c, w);
  suggest(c, sending, w);
  if (auto value = send_by_name(sending, c, f, w)) {
    fill_outputs(c, *value, f, w);
    return *value;
  }
  if (sending == Sending::talks || gives_token(c, hole, w))
    return hole;
  if (!c.e || !only_presets(*c.e))
    store_in_object(c, f, w);
  Value made = made_of(c, hole, f, w);
  if (s_.uses.makers.contains(c.e))
    keep_for_later(made[0].object, c, nullptr, f, w);
  fill_outputs(c, given_out(c, made, f, w), f, w);
  return made;
}

/// fread(&options, size, 1, file): what its braces left out may be set now.
static void note_shown(const Call& c, World& w) {
  for (const Value& arg : c.args)
    for (const Alt& alt : arg)
      if (const auto at = w.objects.find(alt.object);
          at != w.objects.end() && at->second->list && !at->second->shown)
        w.objects[alt.object].edit().shown = true;
}

Paths Machine::unknown_call(Call& c, Frame& f, World world) {
  if (c.name == "shell" || c.name == "pipe")
    return shell_words(c, f, std::move(world));
  note_shown(c, world);
  auto concerns = [&](const Value& v) { return relevant(v, world); };
  Value value = known_part(c, world);
  if (value.empty()) {
    if (auto piece = piece_call(c, f, world)) {
      value = std::move(*piece);
    } else {
      value = call_hole(c, f, world);
      if (concerns(c.self) || std::ranges::any_of(c.args, concerns))
        value = called_with_request(c, value, f, world);
      else
        fill_outputs(c, value, f, world);
    }
  }
  Paths out;
  out.push_back({std::move(world), std::move(value)});
  return out;
}

/// The result is made of what went in: a URL of a text, a request of a URL.
/// In a().b() both calls stand at one place.
Value Machine::made_of(const Call& c, const Value& hole, const Frame& f,
                       World& w) {
  int object = make_object("", f, c.spot, w, "made" + c.name);
  Bag bag = call_bag(c, w);
  w.objects[object].edit().bag = std::move(bag);
  w.objects[object].edit().hole = hole[0].text[0].hole;
  return object_value(object, c.spot, f.depth);
}

/// What is written through pointers is made of the same, but a result of 0 does
/// not say that a pointer is NULL. Of a token both ask the same.
Value Machine::given_out(const Call& c, const Value& made, const Frame& f,
                         World& w) {
  const Object& result = *w.objects.get(made[0].object);
  if (result.hole < 0 || s_.holes[result.hole].token ||
      s_.holes[result.hole].answers >= 0)
    return made;
  int object = make_object("", f, c.spot, w, "out" + c.name);
  Object& out = w.objects[object].edit();
  out.bag = w.objects.get(made[0].object)->bag;
  out.hole = s_.holes.intern(s_.holes[w.objects.get(made[0].object)->hole],
                             "out" + std::to_string(object));
  return object_value(object, c.spot, f.depth);
}

/// inet_pton(AF_INET, text, &to.sin_addr): an object that said nothing yet is
/// filled with what the callee makes.
void Machine::fill_objects(const Call& c, const Value& made, World& w) {
  bool object = made.size() == 1 && made[0].kind == Kind::object;
  for (std::size_t i = 1; object && i < c.args.size(); ++i) {
    const ir::Expr& e = *c.arg_exprs[i];
    bool out = e.kind == ir::ExprKind::unary && e.text == "&" &&
               c.args[i].size() == 1 && c.args[i][0].kind == Kind::object;
    if (!out || relevant(c.args[i], w))
      continue;
    Bag& bag = w.objects[c.args[i][0].object].edit().bag;
    absorb_object(bag, made[0].object, w, c.args[i][0].object);
  }
}

/// What a callee writes through pointers is as unknown as what it returns, but
/// another thing: rc == 0 does not say that the buffer is empty.
Value Machine::as_written(const Value& returned, bool body) {
  if (returned.size() != 1 || !is_hole(returned[0]))
    return returned;
  int hole = returned[0].text[0].hole;
  Hole written = s_.holes[hole];
  written.negates = -1;
  written.body = body;
  int made = s_.holes.intern(written, "w" + std::to_string(hole));
  return hole_value(made, returned[0].spot, returned[0].depth);
}

void Machine::fill_outputs(const Call& c, const Value& returned, const Frame& f,
                           World& w) {
  Value value = as_written(returned);
  for (const Value& arg : c.args)
    for (const Alt& alt : arg)
      if (alt.kind == Kind::storage && !relevant({alt}, w))
        write_storage(alt, value, f, w);
  if (sending_of(c.name) == Sending::talks)
    return;
  fill_objects(c, value, w);
  for (const ir::Expr* arg : c.arg_exprs)
    fill_text(*arg, value, f, w);
}

/// std::string body; read(in, body): what was empty so far is filled in through
/// a reference.
void Machine::fill_text(const ir::Expr& e, const Value& value, const Frame& f,
                        World& w) {
  auto at = e.kind == ir::ExprKind::var && f.strings.contains(e.text)
                ? w.slots.find({frame_of(e.text, f, w), e.text})
                : w.slots.end();
  bool empty = at != w.slots.end() && at->second->size() == 1 &&
               (*at->second)[0].kind == Kind::text &&
               all_literal((*at->second)[0].text) &&
               known((*at->second)[0].text).empty();
  if (empty)
    w.slots[at->first] = value;
}

} // namespace imds::analyzer::link
