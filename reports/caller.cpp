// SPDX-License-Identifier: Apache-2.0
//
// Who is a caller? Not a pid: a one-shot curl a minute is one caller and not
// 10,000. Not an executable: /usr/bin/python3 is a hundred programs. So: the
// executable, the script if it is an interpreter, the parent if it is a mere
// fetcher, the unit, the image of the container (its kind where the image is
// not known) and the user, on one host. A container's id and an image's tag are
// no part of it, because every deployment makes a new one; some are kept as
// evidence.
//
// Without a process (a capture file, a lost owner) the User-Agent's product and
// the peer's address are the best there is, and the name says so.
//
// Tested in tests/reports/.
#include "reports/caller.h"

#include "reports/program_name.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace imds::report {
namespace {

constexpr std::size_t kMaxArgv = 200;

void add_path(Caller& c, const SightingView& s, Names& names) {
  const std::uint32_t path = names.id(s.path.substr(0, 256));
  const std::uint32_t method = names.id(s.method);
  const auto status = static_cast<std::int16_t>(s.status);
  for (PathRow& row : c.paths)
    if (row.path == path && row.request_class == s.request_class &&
        row.status == status && row.method == method) {
      row.count += s.count;
      return;
    }
  const auto order = [&names](const PathRow& r) {
    return std::tuple<std::string_view, RequestClass, int, std::string_view>(
        names.text(r.path), r.request_class, r.status, names.text(r.method));
  };
  const PathRow row{path, method, s.request_class, status, s.count};
  c.paths.insert(std::ranges::upper_bound(c.paths, order(row), {}, order), row);
  if (c.paths.size() > Caller::kMaxPaths) {
    c.paths_cut += c.paths.back().count;
    c.paths.pop_back();
  }
}

void add_trait(Caller& c, Trait kind, std::string_view text, Names& names) {
  if (text.empty())
    return;
  const std::uint32_t id = names.id(text.substr(0, 256));
  std::size_t of_kind = 0;
  std::size_t largest = 0;
  for (std::size_t i = 0; i < c.traits.size(); ++i) {
    if (c.traits[i].kind != kind)
      continue;
    if (c.traits[i].value == id)
      return;
    if (of_kind++ == 0 ||
        names.text(c.traits[i].value) > names.text(c.traits[largest].value))
      largest = i;
  }
  if (of_kind < Caller::kMaxTraits)
    c.traits.push_back({kind, id});
  else if (names.text(id) < names.text(c.traits[largest].value))
    c.traits[largest].value = id;
}

void add_traits(Caller& c, const SightingView& s, Names& names) {
  add_trait(c, Trait::agent, s.user_agent, names);
  add_trait(c, Trait::container, s.container, names);
  add_trait(c, Trait::image, s.image, names);
  add_trait(c, Trait::pod, s.pod, names);
  add_trait(c, Trait::runtime, s.runtime, names);
  add_trait(c, Trait::cause, s.cause, names);
  add_trait(c, Trait::endpoint, s.endpoint, names);
  add_trait(c, Trait::peer, s.peer, names);
  add_trait(c, Trait::parent, s.parent, names);
  add_trait(c, Trait::go_between, s.go_between, names);
  add_trait(c, Trait::attribution, s.attribution, names);
}

/// v2_miss is also what nobody answered, and a 403 may be IMDS switched off.
bool is_answered_with_token(const SightingView& s) {
  return s.request_class == RequestClass::v2_ok ||
         (s.request_class == RequestClass::v2_miss && s.status >= 0 &&
          s.status != 403);
}

void add_times(Caller& c, const SightingView& s) {
  c.first = c.first == 0 ? s.first : std::min(c.first, s.first);
  c.last = std::max(c.last, s.last);
  const auto raise = [&s](std::int64_t& t) { t = std::max(t, s.last); };
  if (asks_without_token(s.request_class))
    raise(c.last_tokenless);
  if (is_answered_with_token(s))
    raise(c.last_token);
}

void note(Place& place, const SightingView& s) {
  const auto raise = [&s](std::int64_t& t) {
    t = std::max({t, s.last, std::int64_t{1}});
  };
  if (s.request_class == RequestClass::put_ok)
    raise(place.put_ok);
  else if (is_token_put(s.request_class))
    raise(place.put_bad);
  place.refused |= s.request_class == RequestClass::v1_rejected;
  place.answered |= is_answered_with_token(s);
}

// Beyond kMaxPlaces they are one: a PUT that failed there, or a 401, may be the
// one of a container that never got its token, so none that worked makes up for
// it.
void join(Place& elsewhere, const Place& place) {
  elsewhere.put_bad = std::max(elsewhere.put_bad, place.put_bad);
  elsewhere.refused |= place.refused;
}

/// Where one of several that are one caller runs: a container, else a pod, else
/// an instance of a template unit ("worker@a.service").
std::string_view place_of(const SightingView& s) {
  if (!s.container.empty())
    return s.container;
  if (!s.pod.empty())
    return s.pod;
  return s.unit.find('@') == s.unit.npos ? std::string_view() : s.unit;
}

void add_place(Caller& c, const SightingView& s, Names& names) {
  if (!is_token_put(s.request_class) && !is_answered_with_token(s) &&
      s.request_class != RequestClass::v1_rejected)
    return;
  const std::string_view id = place_of(s).substr(0, 256);
  const auto text = [&names](const Place& p) {
    return std::string_view(names.text(p.name));
  };
  auto at = std::ranges::lower_bound(c.places, id, {}, text);
  if (at == c.places.end() || text(*at) != id)
    at = c.places.insert(at, Place{.name = names.id(id)});
  note(*at, s);
  if (c.places.size() > Caller::kMaxPlaces) {
    join(c.elsewhere, c.places.back());
    c.places.pop_back();
  }
}

void add_network(Caller& c, const SightingView& s) {
  c.networks.insert(s.netns);
  if (c.networks.size() <= Caller::kMaxPlaces)
    return;
  c.networks.erase(std::prev(c.networks.end()));
  c.networks.insert(0);
}

void add_process(Caller& c, const SightingView& s, Names& names) {
  const bool sure = s.confidence == "high" || s.confidence == "medium";
  (sure ? c.sure : c.guessed) += s.count;
  c.pids += s.pids;
  c.last_pid = std::max(c.last_pid, s.pid);
  if (s.reply_ttl >= 0)
    c.lowest_reply_ttl = c.lowest_reply_ttl < 0
                             ? s.reply_ttl
                             : std::min(c.lowest_reply_ttl, s.reply_ttl);
  if (!s.comm.empty() &&
      (c.comm == 0 || s.comm < std::string_view(names.text(c.comm))))
    c.comm = names.id(s.comm);
  std::string argv;
  for (const std::string_view arg : s.argv) {
    if (!argv.empty())
      argv += ' ';
    argv += arg.substr(0, kMaxArgv - std::min(kMaxArgv, argv.size()));
  }
  if (!argv.empty() && (c.argv.empty() || argv < c.argv))
    c.argv = std::move(argv);
}

} // namespace

std::uint64_t Caller::asked_without_token() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (asks_without_token(static_cast<RequestClass>(i)))
      sum += counts[i];
  return sum;
}

std::uint64_t Caller::spoke_v2() const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (carries_token(static_cast<RequestClass>(i)))
      sum += counts[i];
  return sum;
}

bool Caller::has(Trait kind) const {
  return std::ranges::find(traits, kind, &TraitValue::kind) != traits.end();
}

bool Caller::puts_recovered() const {
  const std::uint64_t hop_limited = count(RequestClass::put_hop_limited);
  const bool failed = count(RequestClass::put_failed) + hop_limited > 0;
  // Behind NAT a container has its host's address, and curl is curl.
  const bool anybody = key.program == 0 && hop_limited > 0;
  return failed && !anybody && elsewhere.puts_fine() &&
         std::ranges::all_of(places, &Place::puts_fine);
}

bool Caller::broken_now() const {
  return elsewhere.broken_now() ||
         std::ranges::any_of(places, &Place::broken_now);
}

std::uint64_t Caller::requests() const {
  return std::accumulate(counts.begin(), counts.end(), std::uint64_t{0});
}

void add(Caller& caller, const SightingView& s, Names& names, Loss loss) {
  caller.counts[static_cast<std::size_t>(s.request_class)] += s.count;
  if (asks_without_token(s.request_class))
    caller.tokenless[static_cast<std::size_t>(loss)] += s.count;
  add_times(caller, s);
  add_place(caller, s, names);
  add_network(caller, s);
  add_process(caller, s, names);
  add_path(caller, s, names);
  add_traits(caller, s, names);
}

CallerKey key_of(const SightingView& s, Names& names) {
  CallerKey key;
  const std::string_view program = s.exe.empty() ? s.comm : s.exe;
  key.host = names.id(s.host);
  key.program = names.id(program);
  key.user = names.id(s.user);
  if (!s.runtime.empty())
    key.place = names.id(s.runtime);
  else if (!s.container.empty() || !s.pod.empty())
    key.place = names.id("container");
  if (!s.image.empty())
    key.image = names.id(image_family(s.image));
  if (!s.unit.empty())
    key.unit = names.id(unit_family(s.unit, key.place != 0));
  if (program.empty()) {
    key.agent = names.id(agent_product(s.user_agent));
    key.peer = names.id(s.peer);
    return key;
  }
  key.script = names.id(script_of(program, s.argv));
  if (is_fetcher(program))
    key.parent = names.id(s.parent);
  return key;
}

std::string display_name(const CallerKey& key, const Names& names) {
  if (key.script != 0)
    return std::string(base_name(names.text(key.script)));
  if (key.program != 0) {
    std::string program(base_name(names.text(key.program)));
    if (key.parent != 0)
      program += " (" + names.text(key.parent) + ")";
    return program;
  }
  if (key.agent != 0)
    return names.text(key.agent) + " (by its User-Agent)";
  return "unknown program";
}

std::string service_name(const CallerKey& key, const Names& names) {
  std::string service = display_name(key, names);
  if (key.unit != 0)
    service += " in " + names.text(key.unit);
  if (key.image != 0)
    service += " in " + names.text(key.image);
  else if (key.place != 0)
    service += names.text(key.place) == "container"
                   ? " in a container"
                   : " in a " + names.text(key.place) + " container";
  return service;
}

std::set<std::string> tags_of(const Caller& caller, const Names& names) {
  std::set<std::string> tags;
  for (const Caller::TraitValue& t : caller.traits)
    if (t.kind == Trait::image)
      tags.insert(image_version(names.text(t.value)));
  tags.erase("");
  return tags;
}

} // namespace imds::report
