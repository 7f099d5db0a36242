// SPDX-License-Identifier: Apache-2.0
//
// Where a request leaves: everything that its objects carry is gathered, and
// each URL among it that may be EC2's becomes an event.
#include "analyzer/link/atoms.h"
#include "analyzer/link/counts.h"
#include "analyzer/link/legs.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

constexpr std::size_t kMaxTargets = 8;

bool blank(const Text& text) {
  return text.empty() || (all_literal(text) && known(text).empty());
}

/// "/computeMetadata/v1/", kept in a member: what its object asks for.
bool names_other_cloud(const Value& value, const Imds& imds) {
  return std::any_of(value.begin(), value.end(), [&](const Alt& alt) {
    return alt.kind == Kind::text &&
           !meaning(split_url(alt.text), imds).foreign.empty();
  });
}

bool is_root(const Text& path) {
  std::string p = known(path);
  return all_literal(path) && (p.empty() || p == "/" || p == "//");
}

/// What an address without a path is asked: the only path there is, or the only
/// one of EC2's beside others that the object keeps. Null: nobody knows.
const Alt* only_path(const Value& paths, const Imds& imds) {
  auto ec2 = [&](const Alt& alt) {
    return meaning({{}, alt.text, false}, imds).ec2_path;
  };
  if (paths.size() == 1)
    return &paths[0];
  auto at = std::ranges::find_if(paths, ec2);
  return std::ranges::count_if(paths, ec2) == 1 ? &*at : nullptr;
}

} // namespace

std::vector<Spot> stack_key(const std::vector<Step>& stack, Spot last) {
  std::vector<Spot> out;
  for (const Step& step : stack)
    out.push_back(step.spot);
  out.push_back(last);
  return out;
}

/// request.path = path; whoever calls this function knows what it is.
bool Machine::is_parameter(const Value& value) const {
  return value.size() == 1 && is_hole(value[0]) &&
         s_.holes[value[0].text[0].hole].origin == Origin::param;
}

void Machine::gather(int object, World& w, Bag& into, std::set<int>& seen) {
  if (!seen.insert(object).second || seen.size() > 40)
    return;
  auto at = w.objects.find(object);
  if (at == w.objects.end())
    return;
  const Held<Object> object_now = at->second;
  if (counts_none(*object_now))
    for (const auto& [name, value] : object_now->fields)
      if (value.size() == 1 && value[0].kind == Kind::object &&
          w.objects.get(value[0].object)->fields.contains("[0]"))
        seen.insert(value[0].object);
  gather(object_now->bag, w, into, seen);
  for (const auto& [name, value] : object_now->fields) {
    if (object_now->list && name.starts_with('['))
      continue; // the same values as by name, or in the bag
    if (relevant(value, w, 2) || is_parameter(value) ||
        names_other_cloud(value, s_.imds) ||
        (!value.empty() && value[0].kind == Kind::object))
      absorb(into, load(value, w), w, object);
  }
}

void Machine::gather(const Bag& bag, World& w, Bag& into, std::set<int>& seen) {
  auto replace = [](Value& to, const Value& from) { link::join(to, from); };
  replace(into.url, bag.url);
  replace(into.host, bag.host);
  replace(into.path, bag.path);
  if (into.method.empty())
    into.method = bag.method;
  if (into.raw.empty())
    into.raw = bag.raw;
  for (const Header& h : bag.headers)
    into.headers.push_back(h);
  for (const Alt& word : bag.words)
    into.words.push_back(word);
  into.upload = into.upload || bag.upload;
  into.sized = into.sized || bag.sized;
  into.open = into.open || bag.open;
  for (std::size_t done = 0; done < bag.linked.size(); ++done) {
    Bag inner;
    gather(bag.linked[done], w, inner, seen);
    std::vector<int> more = inner.linked;
    inner.linked.clear();
    for (int object : more)
      gather(object, w, inner, seen);
    if (bag.no_list &&
        std::ranges::find(bag.lists, bag.linked[done]) != bag.lists.end())
      for (Header& h : inner.headers)
        h.may = true;
    gather(inner, w, into, seen);
  }
}

/// Token, ttl and foreign headers among what the request carries.
void Machine::read_headers(const Bag& bag, Event& event) {
  for (const Header& h : bag.headers) {
    std::string name = header_name(h.name);
    std::replace(name.begin(), name.end(), '_', '-');
    Carries sure = h.may ? Carries::maybe : Carries::yes;
    if (auto cloud = s_.imds.foreign_header(name); cloud && !h.may)
      event.foreign = *cloud;
    if (name == "host")
      note_hosts(h.value, event);
    if (s_.imds.is_ttl_header(name))
      event.ttl = std::max(event.ttl, sure);
    if (!s_.imds.is_token_header(name))
      continue;
    event.also.push_back(h.name.front().spot);
    bool empty = h.value.size() == 1 && h.value[0].kind == Kind::text &&
                 all_literal(h.value[0].text) && known(h.value[0].text).empty();
    if (empty)
      continue;
    event.token = std::max(event.token, sure);
  }
}

/// fetch(url, self->token): what is named a token and given along with the URL
/// to who sends it is sent. The hole that stands for it, or -1.
int Machine::given_token(const Bag& bag) const {
  for (const Alt& word : bag.words) {
    if (!is_hole(word) || !s_.holes[word.text[0].hole].token)
      continue;
    std::string name = lower(s_.holes[word.text[0].hole].name);
    auto says = [&](const char* part) {
      return name.find(part) != std::string::npos;
    };
    if (!says("cancel") && !says("next") && !says("page") && !says("stop"))
      return word.text[0].hole;
  }
  return -1;
}

/// Whether it is known to come from a token PUT: by the way to here, or by what
/// somebody in the program stores in the member that it is read from.
bool Machine::is_fetched_token(int hole) const {
  if (s_.holes[hole].answers >= 0)
    return true;
  const Store::Entry* entry = s_.store.read(s_.holes[hole].name);
  return entry && std::any_of(entry->value.begin(), entry->value.end(),
                              [&](const Alt& alt) {
                                return is_hole(alt) &&
                                       s_.holes[alt.text[0].hole].token &&
                                       s_.holes[alt.text[0].hole].answers >= 0;
                              });
}

/// What a request's target asks for; behind a bare host, the path that goes
/// with it.
Url Machine::url_asked(const Text& target, bool is_url,
                       const Value& paths) const {
  if (!is_url)
    return {{}, target, false};
  Url url = url_of(target, s_.imds, s_.holes);
  if (const Alt* path = only_path(paths, s_.imds); path && is_root(url.path))
    url.path = path->text;
  return url;
}

std::optional<Event> Machine::event_of(const Bag& bag, const Alt& target,
                                       bool is_url, const Alt* method) {
  Event event;
  Url url = url_asked(target.text, is_url, bag.path);
  if (!is_url && bag.host.size() == 1)
    url.host = split_url(bag.host[0].text).host;
  if (!is_url && url.host.empty())
    for (const Alt& alt : bag.host)
      if (meaning({split_url(alt.text).host, {}, false}, s_.imds).endpoint)
        url.host = split_url(alt.text).host;
  if (is_url && url.host.empty() && bag.host.size() == 1)
    url.host = split_url(bag.host[0].text).host;
  Meaning m = meaning(url, s_.imds);
  bool ours = m.endpoint || (m.ec2_path && m.host_open);
  bool foreign = !m.foreign.empty();
  if (!ours || (!m.endpoint && foreign))
    return std::nullopt;
  event.foreign = m.foreign;
  event.host_known = m.endpoint;
  event.path_known = m.ec2_path;
  event.url =
      url.scheme || !url.host.empty() ? concat(url.host, url.path) : url.path;
  for (const Piece& piece : event.url) {
    event.open = event.open || (piece.hole >= 0 &&
                                s_.holes[piece.hole].origin == Origin::param);
    event.lent = event.lent || piece.lent;
  }
  event.stray = m.path_open && !is_root(url.path) && all_literal(url.path);
  note_hosts(bag.host, event);
  read_headers(bag, event);
  event.verb = Verb::get;
  if (method) {
    std::string word =
        method->kind == Kind::number ? method->name : known(method->text);
    event.verb = verb_of(word);
    if (event.verb == Verb::unknown && method->kind == Kind::text &&
        is_hole(*method)) {
      bool param = s_.holes[method->text[0].hole].origin == Origin::param;
      event.open = event.open || param;
    }
  }
  if (event.verb == Verb::unknown && event.ttl == Carries::yes)
    event.verb = Verb::put;
  // Nothing but a PUT asks that path, however deep its verb is hidden.
  if (m.token_path)
    event.verb = Verb::put;
  event.token_put =
      m.token_path || (event.verb == Verb::put && event.ttl != Carries::no);
  if (event.verb == Verb::put && !event.token_put && !m.path_open)
    return std::nullopt;
  event.bad_put = event.token_put && bag.upload && !bag.sized;
  event.open_headers = bag.open;
  bool given =
      std::any_of(bag.words.begin(), bag.words.end(), [&](const Alt& word) {
        return is_hole(word) &&
               s_.holes[word.text[0].hole].origin == Origin::param;
      });
  event.open_headers = event.open_headers || given;
  // send(server, "GET", key): what the callers hand in is the path.
  event.open = event.open || (given && !event.path_known && is_root(url.path));
  return event;
}

namespace {

/// Two events of one identity are one, seen again.
std::string identity(const Event& event, const std::string& callee) {
  std::string out = flat(event.url) + callee;
  for (const Step& step : event.stack)
    out += "|" + std::to_string(step.spot.file) + ":" +
           std::to_string(step.spot.line) + ":" +
           std::to_string(step.spot.column);
  for (int part : {int(event.joined), int(event.verb), int(event.token),
                   int(event.ttl), int(event.open), int(event.lent)})
    out += std::to_string(part);
  out += event.foreign + std::to_string(event.place);
  for (const Guard& g : event.guards)
    out += ";" + g.key + (g.holds ? "+" : "-");
  return out;
}

bool is_within(Spot spot, const Fn& fn) {
  return spot.file == fn.file() && spot.line >= fn.ir->loc.line &&
         spot.line <= fn.ir->end_line;
}

/// Whether `fn` writes the text at `made`, or gets it of a function that it
/// calls.
bool gives_text(Spot made, const Fn& fn, const Program& program) {
  if (is_within(made, fn))
    return true;
  for (const Fn& other : program.functions())
    if (is_within(made, other)) {
      bool calls = false;
      std::string last = last_name(other.ir->name);
      visit(fn.ir->body, [&](const ir::Expr& e) {
        calls = calls ||
                (e.kind == ir::ExprKind::call && last_name(e.text) == last);
      });
      if (calls)
        return true;
    }
  return false;
}

} // namespace

int Machine::note_event(Event event, const Call& c, const Frame& f, World& w) {
  event.guards.assign(w.guards.begin(), w.guards.end());
  event.joined = paths_ == 1;
  event.read_as = f.fn->read_as;
  const Frame* outermost = &f;
  for (const Frame* at = &f; at; at = at->caller) {
    event.read_as = std::max(event.read_as, at->fn->read_as);
    outermost = at;
  }
  event.root = outermost->fn->id;
  event.own_text =
      event.joined && gives_text(event.made, *outermost->fn, s_.program);
  auto [at, fresh] =
      s_.event_ids.try_emplace(identity(event, c.name), s_.flows.events.size());
  event.id = int(at->second);
  event.round = s_.round;
  ++s_.sends;
  s_.puts += event.token_put;
  s_.known += event.route != Route::probable && event.route != Route::raw;
  s_.opened = s_.opened || event.open || event.open_headers || event.lent ||
              (s_.fetches && callers_may_tell(event, s_.flows));
  if (fresh)
    s_.flows.events.push_back(std::move(event));
  else
    s_.flows.events[at->second].round = s_.round;
  noted_.push_back(int(at->second));
  if (w.sent.empty() || w.sent.back() != int(at->second))
    w.sent.push_back(int(at->second));
  return int(at->second);
}

/// Of what is handed in along with a host: the token is not what is asked for.
const Alt& Machine::path_among(const std::vector<Alt>& words) const {
  auto at = std::find_if(words.begin(), words.end(), [&](const Alt& word) {
    return !is_hole(word) || !s_.holes[word.text[0].hole].token;
  });
  return at == words.end() ? words.front() : *at;
}

/// Requests that are written as text. What a socket is connected to decides
/// where they go, whatever their Host says.
std::vector<Machine::Target> Machine::raw_targets(Bag& all,
                                                  const Frame& f) const {
  std::vector<Target> targets;
  Bag as_text = all;
  for (const Alt& alt : all.raw) {
    RawHead head = raw_head(alt.text);
    if (head.verb == Verb::unknown)
      continue;
    Alt path = alt, host = alt, method = alt;
    path.text = head.path;
    targets.push_back({path, false});
    host.text = head.host;
    if (!head.host.empty() && !names_endpoint(all.host))
      as_text.host = {host};
    method.text = {{head.verb == Verb::put    ? "PUT"
                    : head.verb == Verb::head ? "HEAD"
                                              : "GET",
                    -1, alt.spot, f.depth}};
    as_text.method = {method};
    for (auto& [name, value] : head.headers) {
      Alt v = alt;
      v.text = value;
      as_text.headers.push_back({{{name, -1, alt.spot, f.depth}}, {v}, false});
    }
  }
  if (!targets.empty())
    all = std::move(as_text);
  return targets;
}

std::vector<int> Machine::send(const Bag& bag, const Call& c, const Frame& f,
                               World& w, Route route, const Row* row) {
  std::vector<int> out;
  bool guessed = !row && route == Route::probable;
  if (s_.flows.events.size() > kMaxEvents || (guessed && in_test_))
    return out; // an assertion of a test looks like anything
  Bag all;
  std::set<int> seen;
  gather(bag, w, all, seen);
  bool few = s_.uses.handed_over.contains(c.e) && has_few_tokens(all);
  stop_waiting(seen, w);
  if (row && !row->verdict.empty())
    return {send_sdk(all, seen, c, f, w, *row)};
  const Value addresses = all.host;
  std::vector<Target> targets = raw_targets(all, f);
  if (!targets.empty() && route == Route::probable)
    route = Route::raw;
  if (targets.empty())
    for (const Alt& alt : all.url)
      targets.push_back({alt, true});
  if (targets.empty())
    for (const Alt& alt : all.path)
      targets.push_back({alt, false});
  if (targets.empty() && !all.host.empty() && !all.words.empty() &&
      route != Route::shell)
    targets.push_back({path_among(all.words), false});
  if (targets.size() > kMaxTargets)
    targets.resize(kMaxTargets);
  std::vector<const Alt*> methods;
  for (const Alt& alt : all.method)
    methods.push_back(&alt);
  if (methods.empty())
    methods.push_back(nullptr);
  for (const Target& t : targets)
    for (const Alt* method : methods) {
      if (blank(t.alt.text) || t.alt.kind != Kind::text)
        continue;
      auto event = event_of(all, t.alt, t.is_url, method);
      if (!event) {
        if (t.is_url &&
            meaning({split_url(t.alt.text).host, {}, false}, s_.imds)
                .host_other)
          s_.elsewhere.insert(stack_key(f.stack, c.spot));
        continue;
      }
      event->route = route;
      event->told_elsewhere = few && event->token != Carries::no;
      if (event->told_elsewhere)
        event->token = Carries::no;
      note_hosts(addresses, *event);
      // Who sends is guessed, and what is asked is not known.
      event->stray =
          event->stray || (route == Route::probable && !event->path_known &&
                           !all_literal(event->url));
      bool by_words = route == Route::probable || (row && !row->link.empty());
      if (int token = given_token(all);
          by_words && event->token == Carries::no && token >= 0) {
        event->token = Carries::yes;
        event->by_name = !is_fetched_token(token);
      }
      if (int before = guessed ? sent_before(*event, bag, w) : -1;
          before >= 0) {
        out.push_back(before);
        continue;
      }
      event->library = row ? row->library : "";
      event->stack = f.stack;
      event->stack.push_back({c.spot, f.fn->ir->name, c.name});
      Url url = url_asked(t.alt.text, t.is_url, all.path);
      if (url.host.empty() && all.host.size() == 1)
        url.host = all.host[0].text;
      find_place(*event, url, method);
      find_own_place(*event, f, w);
      out.push_back(note_event(std::move(*event), c, f, w));
    }
  return out;
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

/// The value of a call that sent: unknown, but known to be an answer.
Value Machine::answer(const std::vector<int>& events, const Call& c,
                      const Frame& f, World& w, const Bag& bag) {
  Hole hole;
  hole.origin = Origin::answer;
  hole.name = c.name;
  hole.answers = first_alike(events.back(), c, f);
  hole.token = s_.flows.events[std::size_t(hole.answers)].token_put;
  std::string key =
      "s" + std::to_string(f.id) + ":" + std::to_string(c.spot.line) + ":" +
      std::to_string(c.spot.column) + ":" + std::to_string(f.iteration) + ":" +
      std::to_string(hole.answers);
  int made = s_.holes.intern(hole, key);
  Value written = as_written(hole_value(made, c.spot, f.depth), true);
  bool refused = s_.flows.events[std::size_t(hole.answers)].bad_put;
  std::vector<Alt> outputs;
  std::set<int> seen;
  outputs_of(bag, w, outputs, seen);
  for (const Alt& alt : outputs)
    if (!relevant({alt}, w) && !refused)
      write_output(alt, written, f, w);
  // The objects that sent now also hold the answer.
  auto mark = [&](const Value& value) {
    for (const Alt& alt : value)
      if (int object = known_object(alt); w.objects.contains(object))
        w.objects[object].edit().hole = made;
  };
  if (hole.token) {
    mark(c.self);
    for (const Value& arg : c.args)
      mark(arg);
  }
  return hole_value(made, c.spot, f.depth);
}

} // namespace imds::analyzer::link
