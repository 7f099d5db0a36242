// SPDX-License-Identifier: Apache-2.0
//
// How does the record of a month stay small? By age. What is younger than an
// hour keeps a row per process, added up over ten minutes. Older rows are added
// up over an hour, and after a day over a day, and lose the pid, which means
// nothing by then: `pids` says how many there were.
//
//   age      one row per                                 pid
//   < 1 h    10 minutes, process, class, path, status    kept
//   < 1 d    hour, program and place, class, path ...    null, pids: how many
//   else     day, the same                               null, pids
//
// Counts are only ever added, so every sum over the log stays what it was. A
// time that was not covered stays visible: survey facts are joined only where
// one begins as the other ends. The youngest survey fact is never joined, so
// the highest number of the log is never used again after a restart.
// A program is told by its name, file, script, user, unit, container and image;
// of arguments, parents and peers that differ else, the first stands as the
// example.
// Over several hours `pids` counts a process once per hour that it was seen in.
// Tested by tests/sniffer/live/compact_test.cpp.
#include "sniffer/live/compact.h"

#include "reports/evidence.h"
#include "reports/program_name.h"
#include "sniffer/survey.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <variant>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::size_t kMostRows = 20'000; // held at once

std::int64_t span_for(std::int64_t age_ns) {
  if (age_ns < kHour)
    return kHour / 6;
  return age_ns < kDay ? kHour : kDay;
}

template <class T> void put(std::string& key, const std::optional<T>& value) {
  if constexpr (std::is_arithmetic_v<T>)
    key += value ? std::to_string(*value) : "-";
  else
    key += value ? "+" + *value : "-";
  key += '\0';
}

// What python or curl runs for, as a report tells callers apart: the jobs of
// cron share all else.
void put_task(std::string& key, const Sighting& s) {
  const std::string& program = s.exe ? *s.exe : s.comm.value_or("");
  std::vector<std::string_view> argv;
  if (s.argv)
    argv.assign(s.argv->begin(), s.argv->end());
  key += report::script_of(program, argv);
  if (report::is_fetcher(program) && !s.parents.empty())
    key += "<" + s.parents.front().comm;
  key += '\0';
}

// Who asked: what two rows must share to be one.
std::string key_of(const Sighting& s, bool with_pid) {
  std::string key = s.origin.run + '\0' + s.request_class + '\0' + s.endpoint +
                    '\0' + s.attribution + '\0' + s.confidence + '\0';
  put(key, s.method);
  put(key, s.path);
  put(key, s.status);
  put(key, s.user_agent);
  put(key, s.cause);
  put(key, s.comm);
  put(key, s.exe);
  put_task(key, s);
  put(key, s.uid);
  put(key, s.cgroup);
  put(key, s.container);
  put(key, s.image);
  put(key, s.netns);
  if (s.comm == std::nullopt) // all that is known of it
    put(key, s.peer);
  if (with_pid) {
    put(key, s.pid);
    put(key, s.start_time);
  }
  return key;
}

std::int64_t time_of(const std::string& text) {
  return evidence::parse_time(text).value_or(0);
}

bool continues(const Survey& a, const Survey& b) {
  constexpr std::int64_t kSlack = 2 * kSecond;
  return std::abs(time_of(b.start) - time_of(a.end)) <= kSlack && !a.last &&
         a.source == b.source && a.method == b.method &&
         a.interfaces == b.interfaces && a.one_namespace == b.one_namespace &&
         a.origin.host == b.origin.host;
}

void join(Survey& into, const Survey& more) {
  into.end = more.end;
  add_counts(into, more);
  into.boot_covered = into.boot_covered || more.boot_covered;
  into.last = more.last;
}

} // namespace

void Compactor::line(std::string_view text) {
  auto fact = evidence::parse(text);
  if (fact && std::holds_alternative<Sighting>(*fact))
    return add(std::get<Sighting>(std::move(*fact)));
  if (fact && std::holds_alternative<Survey>(*fact))
    return add(std::get<Survey>(std::move(*fact)));
  if (!text.empty())
    out_(text);
}

void Compactor::add(Sighting&& sighting) {
  const std::int64_t time = time_of(sighting.last);
  const std::int64_t span = span_for(now_ns_ - time);
  const std::int64_t bucket = time / span;
  if (bucket != bucket_ || span != span_ns_ || rows_.size() >= kMostRows)
    flush();
  bucket_ = bucket;
  span_ns_ = span;
  const auto [place, is_new] =
      rows_.try_emplace(key_of(sighting, span < kHour));
  Merged& merged = place->second;
  if (sighting.pids)
    merged.earlier_pids += *sighting.pids;
  else if (sighting.pid)
    merged.pids.insert(*sighting.pid);
  if (is_new) {
    merged.row = std::move(sighting);
    return;
  }
  Sighting& row = merged.row;
  row.first = std::min(row.first, sighting.first);
  row.last = std::max(row.last, sighting.last);
  row.count += sighting.count;
}

void Compactor::write(Merged& merged) {
  Sighting& row = merged.row;
  const std::uint64_t pids = merged.pids.size() + merged.earlier_pids;
  if (span_ns_ >= kHour) {
    row.pid.reset();
    row.start_time.reset();
    if (pids != 0)
      row.pids = pids;
  }
  out_(evidence::dump(to_json(row)));
}

void Compactor::flush() {
  for (auto& [key, merged] : rows_)
    write(merged);
  rows_.clear();
}

void Compactor::add(Survey&& survey) {
  const std::int64_t time = time_of(survey.start);
  const std::int64_t span = span_for(now_ns_ - time);
  const auto place = surveys_.find(survey.origin.run);
  if (place == surveys_.end()) {
    surveys_.emplace(survey.origin.run, std::move(survey));
    return;
  }
  Survey& held = place->second;
  const bool young = now_ns_ - time_of(survey.end) < span_for(0);
  if (!young && time / span == time_of(held.start) / span &&
      continues(held, survey))
    return join(held, survey);
  out_(evidence::dump(to_json(held)));
  held = std::move(survey);
}

void Compactor::finish() {
  flush();
  for (const auto& [run, survey] : surveys_)
    out_(evidence::dump(to_json(survey)));
  surveys_.clear();
}

} // namespace imds::sniffer
