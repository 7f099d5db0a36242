// SPDX-License-Identifier: Apache-2.0
//
// Facts add up: counts are deltas, a (run, seq) that was read before is a copy,
// and everything else is a sum, a minimum, a maximum or a set. All of these
// commute, which is why the order of lines and files cannot matter. The one
// exception is a contradiction (see seen.cpp), and it is reported.
//
// A fleet's evidence is millions of sightings and at most some 100,000 callers,
// so what is kept is by caller, host and run, and never by line.
//
// Tested by tests/reports/merge_test.cpp and order_test.cpp.
#include "reports/merge.h"

#include "reports/evidence.h"
#include "reports/interfaces.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iterator>

namespace imds::report {
namespace {

// A live survey writes an interval at a time; a short pause between two is the
// writing itself.
constexpr std::int64_t kSlack = 2'000'000'000;
constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::size_t kMaxNetworks = 64; // of a host, for a hostile file

std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h ^= v + 0x9E3779B97F4A7C15u + (h << 6) + (h >> 2);
  return h * 0xff51afd7ed558ccdu;
}

std::uint64_t content_of(const SightingView& s) {
  const std::hash<std::string_view> hash;
  std::uint64_t h = mix(1, static_cast<std::uint64_t>(s.request_class));
  h = mix(h, s.count);
  h = mix(h, static_cast<std::uint64_t>(s.first));
  h = mix(h, static_cast<std::uint64_t>(s.last));
  h = mix(h, static_cast<std::uint64_t>(s.pid));
  h = mix(h, static_cast<std::uint64_t>(s.status));
  for (const std::string_view text :
       {s.host, s.path, s.method, s.comm, s.exe, s.user, s.unit, s.container,
        s.image, s.pod, s.user_agent, s.peer, s.go_between})
    h = mix(h, hash(text));
  return h;
}

template <class F> std::uint64_t content_of(const F& fact) {
  return std::hash<std::string>{}(evidence::dump(to_json(fact)));
}

std::string_view text(const std::optional<std::string>& s) {
  return s ? std::string_view(*s) : std::string_view();
}

std::int64_t time_of(const std::string& text) {
  return evidence::parse_time(text).value_or(0);
}

/// A word that is not known is no excuse.
bool is_live(const Survey& s) { return s.source != "file"; }

/// A capture holds whatever it was told to: without a request nothing says that
/// IMDS would have been in it, so its time is none of a survey.
bool shows_imds(const Survey& s) { return is_live(s) || s.requests > 0; }

void add_network(Host& host, std::uint64_t netns) {
  host.networks.insert(netns);
  if (host.networks.size() > kMaxNetworks)
    host.networks.erase(std::prev(host.networks.end()));
}

template <class F> void sort_as_json(std::vector<F>& facts) {
  std::vector<std::pair<std::string, F>> keyed;
  for (F& f : facts)
    keyed.emplace_back(evidence::dump(to_json(f)), std::move(f));
  std::ranges::sort(keyed, {}, &std::pair<std::string, F>::first);
  facts.clear();
  for (auto& [json, fact] : keyed)
    facts.push_back(std::move(fact));
}

} // namespace

bool is_on_host_network(const Evidence& e, const Caller& c) {
  const auto host = e.hosts.find(e.names.text(c.key.host));
  return c.contained() && host != e.hosts.end() &&
         std::ranges::includes(host->second.networks, c.networks);
}

std::size_t Merge::KeyHash::operator()(const CallerKey& k) const {
  std::uint64_t h = mix(k.host, k.program);
  h = mix(h, std::uint64_t{k.script} << 32 | k.parent);
  h = mix(h, std::uint64_t{k.unit} << 32 | k.place);
  h = mix(h, k.image);
  h = mix(h, std::uint64_t{k.user} << 32 | k.agent);
  return mix(h, k.peer);
}

Run& Merge::run_named(std::string_view run, std::string_view host) {
  const std::uint32_t host_id = out_.names.id(host);
  auto found = run_index_.find(run);
  if (found == run_index_.end()) {
    const auto [it, made] = out_.runs.try_emplace(std::string(run));
    it->second.host = host_id;
    found = run_index_.emplace(it->first, &it->second).first;
  }
  Run& of = *found->second;
  if (of.host != host_id) {
    of.other_host = true;
    if (host < std::string_view(out_.names.text(of.host)))
      of.host = host_id;
  }
  return of;
}

Host& Merge::host_named(std::string_view host) {
  auto found = host_index_.find(host);
  if (found == host_index_.end()) {
    const auto [it, made] = out_.hosts.try_emplace(std::string(host));
    it->second.name = it->first;
    found = host_index_.emplace(it->first, &it->second).first;
  }
  return *found->second;
}

bool Merge::fresh(std::string_view run, std::uint64_t seq,
                  std::uint64_t content, std::string_view host) {
  Run& of = run_named(run, host);
  switch (seen_.note(out_.names.id(run), seq, content)) {
  case Seen::Line::fresh:
    ++out_.facts;
    return true;
  case Seen::Line::contradiction:
    ++of.contradictions;
    return false;
  case Seen::Line::copy:
    ++out_.copies;
    return false;
  }
  return false;
}

Loss Merge::loss_of(std::string_view path) {
  const std::uint32_t id = out_.names.id(path.substr(0, 256));
  const auto found = losses_.find(id);
  if (found != losses_.end())
    return found->second;
  const Loss loss = loss_named(imds_.consequence(path));
  losses_.emplace(id, loss);
  return loss;
}

void Merge::add(const SightingView& s) {
  if (!fresh(s.run, s.seq, content_of(s), s.host))
    return;
  Run& run = run_named(s.run, s.host);
  run.sighted += s.count;
  run.unowned += s.exe.empty() && s.comm.empty() ? s.count : 0;
  run.earliest = std::min(run.earliest, s.first);
  run.latest = std::max(run.latest, s.last);
  const CallerKey key = key_of(s, out_.names);
  const auto next = static_cast<std::uint32_t>(out_.callers.size());
  const auto [at, made] = caller_index_.try_emplace(key, next);
  if (made)
    out_.callers.emplace_back().key = key;
  Caller& caller = out_.callers[at->second];
  report::add(caller, s, out_.names, loss_of(s.path));
  // A shell or a plugin may have stepped into a container's; a service has not.
  if (s.netns != 0 && !caller.contained() && s.unit.ends_with(".service"))
    add_network(host_named(s.host), s.netns);
  const bool v1 = asks_without_token(s.request_class);
  const bool v2 = carries_token(s.request_class);
  if (s.request_class == RequestClass::unknown)
    host_named(s.host).seen_unknown += s.count;
  if (!v1 && !v2)
    return;
  const std::int64_t second = s.first / kSecond;
  out_.timeline.add(second, v1 ? s.count : 0, v2 ? s.count : 0);
  host_named(s.host).timeline.add(second, v1 ? s.count : 0, v2 ? s.count : 0);
}

void Merge::add_to(Host& host, const Survey& s) {
  const std::int64_t start = time_of(s.start), end = time_of(s.end);
  const bool live = is_live(s);
  if (shows_imds(s))
    host.surveyed.add(start, end, kSlack);
  if (s.boot_covered)
    host.booted = std::max(host.booted, end);
  host.live |= live;
  host.packets += s.packets;
  host.dropped += s.dropped;
  host.gaps += s.gaps;
  host.requests += s.requests;
  host.unattributed += live ? s.unattributed : 0;
  host.unknown += s.unknown;
  host.methods.insert(s.method);
  if (s.instance)
    host.instances.insert(*s.instance);
}

void Merge::add_to(Run& run, const Survey& s) {
  const std::int64_t start = time_of(s.start), end = time_of(s.end);
  run.start = run.survey ? std::min(run.start, start) : start;
  run.end = std::max(run.end, end);
  run.survey = true;
  run.live |= is_live(s);
  if (is_live(s))
    run.watched.insert(s.interfaces.begin(), s.interfaces.end());
  if (is_live(s) && are_of_containers(s.interfaces))
    run.bridged = std::max(run.bridged, end);
  if (s.one_namespace)
    run.watched.insert("one network namespace");
  if (shows_imds(s))
    run.surveyed.add(start, end, kSlack);
  if (shows_imds(s) && !is_live(s))
    run.recordings.emplace_back(start, end);
  run.packets += s.packets;
  run.requests += s.requests;
  run.ended |= s.last;
  if (!is_live(s) && s.packets == 0)
    return; // nothing in it has a time
  run.earliest = std::min(run.earliest, start);
  run.latest = std::max(run.latest, end);
}

void Merge::add(const Survey& s) {
  const std::string_view name = text(s.origin.host);
  if (!fresh(s.origin.run, s.origin.seq, content_of(s), name))
    return;
  add_to(host_named(name), s);
  add_to(run_named(s.origin.run, name), s);
}

void Merge::add(Finding&& f) {
  const std::string_view host = text(f.origin.host);
  if (!fresh(f.origin.run, f.origin.seq, content_of(f), host))
    return;
  ++run_named(f.origin.run, host).findings;
  out_.findings.push_back(std::move(f));
}

void Merge::add(Scan&& s) {
  if (!fresh(s.origin.run, s.origin.seq, content_of(s), text(s.origin.host)))
    return;
  run_named(s.origin.run, text(s.origin.host)).scan = true;
  out_.scans.push_back(std::move(s));
}

void Merge::add(Software&& s) {
  if (fresh(s.origin.run, s.origin.seq, content_of(s), text(s.origin.host)))
    out_.software.push_back(std::move(s));
}

void Merge::add(const Metric& m) { out_.metrics.push_back(m); }

Evidence Merge::finish() {
  Names& names = out_.names;
  const auto order = [&names](const Caller& c) {
    const auto text = [&names](std::uint32_t id) {
      return std::string_view(names.text(id));
    };
    const CallerKey& k = c.key;
    return std::tuple(text(k.host), text(k.program), text(k.script),
                      text(k.parent), text(k.unit), text(k.place),
                      text(k.image), text(k.user), text(k.agent), text(k.peer));
  };
  for (const auto& [id, run] : out_.runs)
    if (run.live) // a capture file knows no processes
      host_named(names.text(run.host)).seen_unowned += run.unowned;
  std::ranges::sort(out_.callers, {}, order);
  for (Caller& c : out_.callers)
    std::ranges::sort(c.traits, {}, [&names](const Caller::TraitValue& t) {
      return std::pair(t.kind, std::string_view(names.text(t.value)));
    });
  sort_as_json(out_.findings);
  sort_as_json(out_.scans);
  sort_as_json(out_.software);
  std::ranges::sort(out_.metrics);
  out_.metrics.erase(std::ranges::unique(out_.metrics).begin(),
                     out_.metrics.end());
  return std::move(out_);
}

} // namespace imds::report
