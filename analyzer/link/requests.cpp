// SPDX-License-Identifier: Apache-2.0
//
// What a request says: everything that its objects carry is gathered, and a URL
// among it that may be EC2's becomes an event. Where it leaves is in sends.cpp.
#include "analyzer/link/atoms.h"
#include "analyzer/link/counts.h"
#include "analyzer/link/legs.h"
#include "analyzer/link/machine.h"

#include <algorithm>

namespace imds::analyzer::link {
namespace {

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

/// "/containers/" + id: its first part is known.
bool names_segment(const Text& path) {
  const std::string start = head(path);
  return start.starts_with('/') && start.find('/', 1) != std::string::npos;
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
void Machine::read_headers(const Bag& bag, Event& event) const {
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
    // $TOKEN of a program that never asks for one: whoever runs it may have.
    event.by_name =
        !s_.fetches && h.value.size() == 1 && is_hole(h.value[0]) &&
        s_.holes[h.value[0].text[0].hole].origin == Origin::environment;
    event.token = std::max(event.token, sure);
    event.put = std::max(event.put, put_behind(h));
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

/// The token PUT whose answer it is: by the way to here, or by what somebody in
/// the program stores in the member that it is read from. -1: nobody knows.
int Machine::put_behind(int hole) const {
  if (s_.holes[hole].answers >= 0)
    return s_.holes[hole].answers;
  const Store::Entry* entry = s_.store.read(s_.holes[hole].name);
  for (const Alt& alt : entry ? entry->value : Value())
    if (is_hole(alt) && s_.holes[alt.text[0].hole].token &&
        s_.holes[alt.text[0].hole].answers >= 0)
      return s_.holes[alt.text[0].hole].answers;
  return -1;
}

/// The same of a header, "Name: {token}" or a name and its value.
int Machine::put_behind(const Header& header) const {
  std::vector<Text> parts{header.name};
  for (const Alt& alt : header.value)
    parts.push_back(alt.text);
  for (const Text& part : parts)
    for (const Piece& piece : part)
      if (int put = piece.hole < 0 ? -1 : put_behind(piece.hole);
          put >= 0 && s_.flows.events[std::size_t(put)].token_put)
        return put;
  return -1;
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

/// The host is what the URL says, else the only one that the bag knows, else
/// EC2's among those that it knows.
Url Machine::url_with_host(const Bag& bag, const Alt& target,
                           bool is_url) const {
  Url url = url_asked(target.text, is_url, bag.path);
  if (bag.host.size() == 1 && (!is_url || url.host.empty()))
    url.host = split_url(bag.host[0].text).host;
  if (is_url || !url.host.empty())
    return url;
  for (const Alt& alt : bag.host)
    if (const Text host = split_url(alt.text).host;
        meaning({host, {}, false}, s_.imds).endpoint)
      url.host = host;
  return url;
}

/// The verb that the request is sent with. `method` may be null: GET, but for
/// the path of the token, which nothing but a PUT asks, however deep its verb
/// is hidden.
void Machine::read_verb(const Bag& bag, const Alt* method, bool token_path,
                        Event& event) const {
  event.verb = Verb::get;
  if (method) {
    event.verb = verb_of(method->kind == Kind::number ? method->name
                                                      : known(method->text));
    event.open =
        event.open || (event.verb == Verb::unknown &&
                       method->kind == Kind::text && is_parameter({*method}));
  }
  const bool asks_token =
      token_path || (event.verb == Verb::unknown && event.ttl == Carries::yes);
  if (asks_token)
    event.verb = Verb::put;
  event.token_put =
      token_path || (event.verb == Verb::put && event.ttl != Carries::no);
  event.bad_put = event.token_put && bag.upload && !bag.sized;
}

/// What of the URL whoever calls the walk's function decides.
void Machine::read_url(const Url& url, const Meaning& m, Event& event) const {
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
  const bool decided = all_literal(url.path) || names_segment(url.path);
  event.stray = m.path_open && !is_root(url.path) && decided;
}

std::optional<Event> Machine::event_of(const Bag& bag, const Alt& target,
                                       bool is_url, const Alt* method) const {
  const Url url = url_with_host(bag, target, is_url);
  const Meaning m = meaning(url, s_.imds);
  const bool ours = m.endpoint || (m.ec2_path && m.host_open);
  if (!ours || (!m.endpoint && !m.foreign.empty()))
    return std::nullopt;
  Event event;
  read_url(url, m, event);
  note_hosts(bag.host, event);
  read_headers(bag, event);
  read_verb(bag, method, m.token_path, event);
  if (event.verb == Verb::put && !event.token_put && !m.path_open)
    return std::nullopt;
  const bool given = std::ranges::any_of(
      bag.words, [&](const Alt& word) { return is_parameter({word}); });
  event.open_headers = bag.open || given;
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

} // namespace imds::analyzer::link
