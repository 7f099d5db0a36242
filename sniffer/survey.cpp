// SPDX-License-Identifier: Apache-2.0
//
// A month of a busy host has to fit into a small file, so requests are added up
// before they are written: one row a caller, class, method, path, status and
// endpoint. A caller is a process where one is known, else an address with a
// User-Agent. A scanner that asks for a thousand paths gets 64 rows and one
// "(other)"; a thousand spoofed addresses end in one row without a caller.
//
// Tested by bounds_test.cpp and tests/sniffer/cases/*.pkt.
#include "sniffer/survey.h"
#include "reports/evidence.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace imds::sniffer {
namespace {

constexpr std::size_t kLongestPath = 1024;
constexpr std::size_t kMaxKinds = 1u << 14;
constexpr const char* kOther = "(other)";

const std::string& or_empty(const std::optional<std::string>& text) {
  static const std::string empty;
  return text ? *text : empty;
}

std::string caller_key(const Judged& j) {
  if (j.caller && j.caller->pid)
    return fmt::format("{} {} {}", *j.caller->pid,
                       j.caller->start_time_ns.value_or(0),
                       or_empty(j.caller->exe));
  std::string key = std::to_string(j.netns);
  for (const auto* part : {&j.peer, &j.user_agent})
    key.append(1, '\t').append(or_empty(*part));
  return key;
}

std::string row_key(const Judged& j, const std::string& caller) {
  constexpr std::size_t kLikely = 128; // so that it is allocated once
  std::string key;
  key.reserve(kLikely);
  key += caller;
  const auto add = [&](const std::string& part) {
    key += '\n';
    key += part;
  };
  add(or_empty(j.path));
  add(or_empty(j.method));
  add(j.endpoint);
  key += '\n';
  key += static_cast<char>('A' + static_cast<int>(j.request_class));
  key += std::to_string(j.status.value_or(0));
  return key;
}

/// Programs, not processes: a shell loop of curls is one kind.
std::string kind_key(const Judged& j) {
  std::string key = name(j.request_class);
  if (!j.caller)
    return key + '\n' + caller_key(j);
  const Caller& c = *j.caller;
  for (const auto* part : {&c.exe, &c.comm, &c.unit, &c.container})
    key += '\n' + or_empty(*part);
  return key + '\n' + std::to_string(c.uid.value_or(-1));
}

void copy_caller(const Caller& c, Sighting& s) {
  s.pid = c.pid;
  if (c.start_time_ns)
    s.start_time = evidence::format_time(*c.start_time_ns);
  s.comm = c.comm;
  s.exe = c.exe;
  s.argv = c.argv;
  s.uid = c.uid;
  s.user = c.user;
  s.parents = c.parents;
  s.cgroup = c.cgroup;
  s.unit = c.unit;
  s.container = c.container;
  s.image = c.image;
  s.runtime = c.runtime;
  s.pod = c.pod;
  s.netns = c.netns;
}

auto order(const Sighting& s) {
  return std::tuple(s.pid.value_or(0), or_empty(s.peer), or_empty(s.user_agent),
                    s.request_class, or_empty(s.path), or_empty(s.method),
                    s.status.value_or(0), s.endpoint, s.first);
}

} // namespace

void SurveyRows::fold_path(Judged& j, const std::string& caller) {
  if (!j.path)
    return;
  auto& paths = paths_[caller + '\n' + name(j.request_class)];
  const bool has_room = paths.size() < kPathsPerCaller;
  if (paths.contains(*j.path))
    return;
  if (has_room && j.path->size() <= kLongestPath)
    paths.insert(*j.path);
  else
    j.path = kOther;
}

void SurveyRows::fold_caller(Judged& j) {
  j.path = kOther;
  j.peer = j.user_agent = j.cause = std::nullopt;
  j.caller = nullptr;
}

void SurveyRows::note_kind(const Judged& j) {
  if (kinds_.size() >= kMaxKinds)
    kinds_.clear();
  news_ |= kinds_.insert(kind_key(j)).second;
}

SurveyRows::Row& SurveyRows::row_of(Judged& j) {
  const std::string caller = caller_key(j);
  if (const auto found = rows_.find(row_key(j, caller)); found != rows_.end())
    return *found->second;
  note_kind(j);
  const bool full = rows_.size() >= max_rows_;
  if (full)
    fold_caller(j);
  else
    fold_path(j, caller);
  auto& row = rows_[row_key(j, full ? kOther : caller)];
  if (!row)
    row = std::make_unique<Row>();
  return *row;
}

void SurveyRows::add(Judged j) {
  Row& row = row_of(j);
  const bool fresh = row.count++ == 0;
  row.first_ns = fresh ? j.time_ns : std::min(row.first_ns, j.time_ns);
  row.last_ns = fresh ? j.time_ns : std::max(row.last_ns, j.time_ns);
  if (fresh)
    row.sample = std::move(j);
  else if (j.cause)
    row.sample.cause = std::move(j.cause);
}

Sighting SurveyRows::to_sighting(const Row& row) {
  const Judged& j = row.sample;
  Sighting s;
  s.first = evidence::format_time(row.first_ns);
  s.last = evidence::format_time(row.last_ns);
  s.request_class = name(j.request_class);
  s.count = row.count;
  s.method = j.method;
  s.path = j.path;
  s.status = j.status;
  s.endpoint = j.endpoint;
  s.peer = j.peer;
  s.user_agent = j.user_agent;
  s.reply_ttl = j.reply_ttl;
  s.cause = j.cause;
  if (j.caller)
    copy_caller(*j.caller, s);
  if (!s.netns && j.netns != 0)
    s.netns = j.netns;
  s.attribution = name_of(j.caller ? j.caller->attribution : Attribution::none);
  s.confidence = name_of(j.caller ? j.caller->confidence : Confidence::none);
  return s;
}

std::vector<Sighting> SurveyRows::drain(Survey& sums) {
  std::vector<Sighting> out;
  out.reserve(rows_.size());
  for (const auto& [key, row] : rows_) {
    const Judged& sample = row->sample;
    const bool known = sample.caller && sample.caller->pid;
    (known ? sums.attributed : sums.unattributed) += row->count;
    sums.requests += row->count;
    if (sample.request_class == RequestClass::unknown)
      sums.unknown += row->count;
    out.push_back(to_sighting(*row));
  }
  std::ranges::sort(out, {}, order);
  rows_.clear();
  paths_.clear();
  news_ = false;
  return out;
}

void add_counts(Survey& into, const Survey& more) {
  into.packets += more.packets;
  into.dropped += more.dropped;
  into.gaps += more.gaps;
  into.requests += more.requests;
  into.attributed += more.attributed;
  into.unattributed += more.unattributed;
  into.unknown += more.unknown;
}

} // namespace imds::sniffer
