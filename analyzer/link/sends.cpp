// SPDX-License-Identifier: Apache-2.0
//
// Where a request leaves: what it may ask for, each as an event (requests.cpp),
// and what comes back.
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxTargets = 8;

bool blank(const Text& text) {
  return text.empty() || (all_literal(text) && known(text).empty());
}

bool ends_head(const std::string& request) {
  return request.find("\r\n\r\n") != std::string::npos;
}

/// Without what a member held while its request was still being written: the
/// head has no end yet, and another goes on from there to one.
Value written_out(const Value& requests) {
  Value out;
  for (const Alt& alt : requests) {
    const std::string start = flat(alt.text);
    const bool goes_on =
        !ends_head(start) && std::ranges::any_of(requests, [&](const Alt& o) {
          const std::string whole = flat(o.text);
          return ends_head(whole) && whole.starts_with(start);
        });
    if (!goes_on)
      out.push_back(alt);
  }
  return out;
}

} // namespace

/// Of what is handed in along with a host: the token is not what is asked for.
const Alt& Machine::path_among(const std::vector<Alt>& words) const {
  auto at = std::find_if(words.begin(), words.end(), [&](const Alt& word) {
    return !is_hole(word) || !s_.holes[word.text[0].hole].token;
  });
  return at == words.end() ? words.front() : *at;
}

/// A request that is written as text, as the parts of one. What a socket is
/// connected to decides where it goes, whatever its Host says. Nothing: the
/// text is none.
std::optional<Bag> Machine::raw_request(const Bag& all, const Alt& text,
                                        const Frame& f) const {
  RawHead head = raw_head(text.text);
  if (head.verb == Verb::unknown)
    return std::nullopt;
  auto part = [&](Text of) {
    Alt alt = text;
    alt.text = std::move(of);
    return alt;
  };
  Bag out = all;
  out.url.clear();
  out.path = {part(head.path)};
  if (!head.host.empty() && !names_endpoint(all.host))
    out.host = {part(head.host)};
  out.method = literal(head.verb == Verb::put    ? "PUT"
                       : head.verb == Verb::head ? "HEAD"
                                                 : "GET",
                       text.spot, f.depth);
  for (auto& [name, value] : head.headers)
    out.headers.push_back(
        {{{name, -1, text.spot, f.depth}}, {part(value)}, false});
  return out;
}

/// What is asked for: URLs, else paths, else what is handed in along with a
/// host.
std::vector<Target> Machine::targets_of(const Departure& d) const {
  std::vector<Target> targets;
  for (const Alt& alt : d.all.url)
    targets.push_back({alt, true});
  if (targets.empty())
    for (const Alt& alt : d.all.path)
      targets.push_back({alt, false});
  if (targets.empty() && !d.all.host.empty() && !d.all.words.empty() &&
      d.route != Route::shell)
    targets.push_back({path_among(d.all.words), false});
  std::erase_if(targets, [](const Target& t) {
    return t.alt.kind != Kind::text || blank(t.alt.text);
  });
  if (targets.size() > kMaxTargets)
    targets.resize(kMaxTargets);
  return targets;
}

/// What the way by which it leaves says of a request.
void Machine::qualify(const Departure& d, Event& event) const {
  event.route = d.route;
  event.library = d.row ? d.row->library : "";
  event.told_elsewhere = d.few_tokens && event.token != Carries::no;
  if (event.told_elsewhere)
    event.token = Carries::no;
  note_hosts(d.addresses, event);
  // Who sends is guessed, and what is asked is not known.
  event.stray = event.stray || (d.route == Route::probable &&
                                !event.path_known && !all_literal(event.url));
  const bool by_words =
      d.route == Route::probable || (d.row && !d.row->link.empty());
  const int token = given_token(d.all);
  if (!by_words || event.token != Carries::no || token < 0)
    return;
  event.token = Carries::yes;
  event.put = put_behind(token);
  event.by_name = event.put < 0;
}

/// One request that leaves: its event, or -1 where it is none of IMDS's.
int Machine::send_one(const Departure& d, const Target& t, const Alt* method,
                      const Call& c, const Frame& f, World& w) {
  auto event = event_of(d.all, t.alt, t.is_url, method);
  if (!event) {
    const Url url{t.is_url ? split_url(t.alt.text).host : Text(), {}, false};
    if (t.is_url && meaning(url, s_.imds).host_other)
      s_.elsewhere.insert(stack_key(f.stack, c.spot));
    return -1;
  }
  qualify(d, *event);
  if (d.guessed && reads_answer(c, *event))
    return -1;
  if (d.guessed)
    if (int before = sent_before(*event, d.given, w); before >= 0)
      return before;
  event->stack = f.stack;
  event->stack.push_back({c.spot, f.fn->ir->name, c.name});
  Url url = url_asked(t.alt.text, t.is_url, d.all.path);
  if (url.host.empty() && d.all.host.size() == 1)
    url.host = d.all.host[0].text;
  find_place(*event, url, method);
  find_own_place(*event, f, w);
  return note_event(std::move(*event), c, f, w);
}

std::vector<int> Machine::send(const Bag& bag, const Call& c, const Frame& f,
                               World& w, Route route, const Row* row) {
  Departure d{bag, {}, {}, route, row};
  d.guessed = !row && route == Route::probable;
  if (s_.flows.events.size() > kMaxEvents || (d.guessed && in_test_))
    return {}; // an assertion of a test looks like anything
  std::set<int> seen;
  gather(bag, w, d.all, seen);
  d.few_tokens = s_.uses.handed_over.contains(c.e) && has_few_tokens(d.all);
  stop_waiting(seen, w);
  if (row && !row->verdict.empty())
    return {send_sdk(d.all, seen, c, f, w, *row)};
  d.addresses = d.all.host;
  std::vector<int> out;
  bool whole = false;
  for (const Alt& text : written_out(d.all.raw))
    if (auto request = raw_request(d.all, text, f)) {
      whole = true;
      Departure one = d;
      one.all = std::move(*request);
      if (route == Route::probable)
        one.route = Route::raw;
      send_all(one, c, f, w, out);
    }
  if (!whole)
    send_all(d, c, f, w, out);
  return out;
}

/// Every target with every verb.
void Machine::send_all(const Departure& d, const Call& c, const Frame& f,
                       World& w, std::vector<int>& out) {
  std::vector<const Alt*> methods;
  for (const Alt& alt : d.all.method)
    methods.push_back(&alt);
  if (methods.empty())
    methods.push_back(nullptr);
  for (const Target& t : targets_of(d))
    for (const Alt* method : methods)
      if (int event = send_one(d, t, method, c, f, w); event >= 0)
        out.push_back(event);
}

/// A buffer, or a struct {NULL, 0} for one, of which members may be filled.
void Machine::write_output(const Alt& output, const Value& written,
                           const Frame& f, World& w) {
  if (output.kind == Kind::storage)
    return write_storage(output, written, f, w);
  auto at = w.objects.find(output.object);
  if (output.kind != Kind::object || at == w.objects.end())
    return;
  Object& object = w.objects[output.object].edit();
  object.hole = written[0].text[0].hole;
  std::erase_if(object.fields, [&](const auto& field) {
    const Value& value = field.second;
    return value.size() == 1 &&
           (value[0].kind == Kind::null || value[0].kind == Kind::number ||
            value[0].kind == Kind::text);
  });
}

/// Where the answer goes: setOpt(WriteStream(&out)) says so in a part.
static void outputs_of(const Bag& bag, const World& w, std::vector<Alt>& out,
                       std::set<int>& seen) {
  out.insert(out.end(), bag.outputs.begin(), bag.outputs.end());
  for (int part : bag.linked)
    if (auto at = w.objects.find(part);
        at != w.objects.end() && seen.size() < 40 && seen.insert(part).second)
      outputs_of(at->second->bag, w, out, seen);
}

/// The objects that asked for a token hold it now.
void Machine::mark_senders(int hole, const Call& c, World& w) {
  auto mark = [&](const Value& value) {
    for (const Alt& alt : value)
      if (int object = known_object(alt); w.objects.contains(object))
        w.objects[object].edit().hole = hole;
  };
  mark(c.self);
  for (const Value& arg : c.args)
    mark(arg);
}

/// The value of a call that sent: unknown, but known to be an answer.
Value Machine::answer(const std::vector<int>& events, const Call& c,
                      const Frame& f, World& w, const Bag& bag) {
  Hole hole;
  hole.origin = Origin::answer;
  hole.name = c.name;
  hole.answers = first_alike(events.back(), c, f);
  const Event& event = s_.flows.events[std::size_t(hole.answers)];
  hole.token = event.token_put;
  std::string key =
      "s" + std::to_string(f.id) + ":" + std::to_string(c.spot.line) + ":" +
      std::to_string(c.spot.column) + ":" + std::to_string(f.iteration) + ":" +
      std::to_string(hole.answers);
  const int made = s_.holes.intern(hole, key);
  const Value written = as_written(hole_value(made, c.spot, f.depth), true);
  std::vector<Alt> outputs;
  std::set<int> seen;
  outputs_of(bag, w, outputs, seen);
  for (const Alt& alt : outputs)
    if (!relevant({alt}, w) && !event.bad_put)
      write_output(alt, written, f, w);
  if (hole.token)
    mark_senders(made, c, w);
  return hole_value(made, c.spot, f.depth);
}

} // namespace imds::analyzer::link
