// SPDX-License-Identifier: Apache-2.0
//
// What was not looked at? Silence proves something only where somebody looked:
// long enough, through a boot, without losing packets, and with every file
// read. Each piece that is missing keeps the verdict from being *ready* and
// says what would settle it. Pieces of one kind on many hosts are one item.
//
// Tested by tests/reports/readiness_test.cpp.
#include "reports/evidence.h"
#include "reports/gap.h"
#include "reports/judge.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace imds::report {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;
// The 19th of November 2019, when IMDSv2 was announced.
constexpr std::int64_t kFirstToken = 1'574'121'600 * kSecond;

// A tree of other languages was looked at, and nothing in it was judged.
bool any_code_read(const std::vector<Scan>& scans) {
  return std::ranges::any_of(scans, [](const Scan& s) {
    return s.files > 0 && s.code_files.value_or(s.files) > 0;
  });
}

bool any_survey(const Evidence& e) {
  return std::ranges::any_of(e.runs,
                             [](const auto& r) { return r.second.survey; });
}

void judge_kinds(const Evidence& e, const Needs& needs,
                 std::vector<Item>& items) {
  if (!any_code_read(e.scans) && !any_survey(e)) {
    items.push_back(lacking(Rule::missing_input));
    items.back().text = "neither source nor traffic was looked at";
    items.back().settle = info(Rule::missing_traffic).settle;
  }
  if (needs.code && !any_code_read(e.scans))
    items.push_back(lacking(Rule::missing_code));
  if (needs.traffic && !any_survey(e))
    items.push_back(lacking(Rule::missing_traffic));
  if (needs.settings && e.settings.empty())
    items.push_back(lacking(Rule::missing_settings));
}

/// What is missing of when somebody looked.
struct TimeGaps {
  Gap time{Rule::missing_time, "host"}, boot{Rule::missing_boot, "host"},
      old{Rule::missing_old, "host"};
};

/// How long somebody looked, ever and lately.
struct Looked {
  std::int64_t ever = 0, lately = 0;
};

Looked looked(const TimeSpans& surveyed, const Needs& needs) {
  constexpr auto kEver = std::numeric_limits<std::int64_t>::max();
  return {surveyed.total(), surveyed.covered(needs.surveys_since(), kEver)};
}

/// Captures that name no host may be of many: their times do not add up.
Looked looked_longest(const Run& run, const Needs& needs) {
  Looked out;
  for (const auto& [start, end] : run.recordings) {
    const std::int64_t from = std::max(start, needs.surveys_since());
    out.ever = std::max(out.ever, end - start);
    out.lately = std::max(out.lately, end - from);
  }
  return out;
}

/// The surveys of one place, to be long enough on their own, and lately.
void judge_span(const Looked& had, const std::string& host, const Needs& needs,
                TimeGaps& gaps) {
  const std::string need = duration_text(needs.min_survey);
  if (had.ever < needs.min_survey)
    gaps.time.add_of_host(
        host, host, fmt::format("{} of {}", duration_text(had.ever), need));
  else if (had.lately < needs.min_survey)
    gaps.old.add_of_host(
        host, host,
        fmt::format("{} of {} were surveyed in the last {}",
                    duration_text(had.lately), need,
                    duration_text(needs.now - needs.surveys_since())));
}

void judge_boot(const Host& host, const Needs& needs, Gap& boot) {
  if (host.booted == 0)
    boot.add_of_host(host.name, host.name, "");
  else if (host.booted < needs.surveys_since())
    boot.add_of_host(host.name, host.name,
                     "none since " +
                         evidence::format_time(host.booted).substr(0, 10));
}

void judge_time(const Evidence& e, const Needs& needs, TimeGaps& gaps) {
  for (const auto& [id, run] : e.runs)
    if (run.survey && run.heard() && e.names.text(run.host).empty())
      judge_span(run.live ? looked(run.surveyed, needs)
                          : looked_longest(run, needs),
                 "", needs, gaps);
  for (const auto& [name, host] : e.hosts) {
    if (!name.empty())
      judge_span(looked(host.surveyed, needs), name, needs, gaps);
    if (needs.boot())
      judge_boot(host, needs, gaps.boot);
  }
}

/// An instance asks IMDS for something when it boots, whatever its AMI. Where
/// nothing was heard the host is quiet, or nobody listened where it speaks; one
/// token PUT of anybody tells which. Other surveys of the host may be enough
/// without one that is too old to count.
void judge_silence(const Run& run, const std::string& host, const Needs& needs,
                   Gap& silent) {
  const bool counts = host.empty() || run.end >= needs.surveys_since();
  if (!run.survey || run.heard() || !counts)
    return;
  silent.add_of_host(host, host,
                     run.live           ? ""
                     : run.packets == 0 ? "no packet in the capture"
                                        : "no request in the capture");
}

void judge_losses(const Host& host, Gap& drops, Gap& owner, Gap& unknown) {
  if (host.dropped + host.gaps > 0)
    drops.add_of_host(host.name, host.name,
                      counted(host.dropped, "packet") + " dropped, " +
                          counted(host.gaps, "gap") + " in streams");
  // The survey's own sums and its sightings: the worse of the two.
  const auto of = [&host](std::uint64_t claimed, std::uint64_t seen) {
    return fmt::format("{} of {} requests", std::max(claimed, seen),
                       std::max(host.requests, std::max(claimed, seen)));
  };
  if (host.unattributed + host.seen_unowned > 0)
    owner.add_of_host(host.name, host.name,
                      of(host.unattributed, host.seen_unowned));
  if (host.unknown + host.seen_unknown > 0)
    unknown.add_of_host(host.name, host.name,
                        of(host.unknown, host.seen_unknown));
}

void judge_sums(const Run& run, const std::string& host, const std::string& who,
                Gap& sum) {
  // A log that is copied while its survey runs may hold sightings of an
  // interval whose end is not written yet; one that ended may not.
  const bool lost =
      run.sighted < run.requests || (run.ended && run.sighted > run.requests);
  if (run.survey && lost)
    sum.add_of_host(host, who,
                    fmt::format("{} by its sums, {} by its sightings",
                                run.requests, run.sighted));
  if (!run.survey && run.sighted > 0)
    sum.add_of_host(host, who, "sightings without their survey");
}

// A clock that starts in 1970 and is set right by NTP makes a survey of a
// minute one of half a century.
void judge_clock(const Run& run, const std::string& host,
                 const std::string& who, const Needs& needs, Gap& future,
                 Gap& past) {
  if (needs.now != 0 && run.latest > needs.now + kHour)
    future.add_of_host(host, who, evidence::format_time(run.latest));
  if (run.earliest < kFirstToken)
    past.add_of_host(host, who,
                     run.earliest == 0 ? "its packets have no time"
                                       : evidence::format_time(run.earliest));
}

void judge_run(const Run& run, const std::string& host, const std::string& who,
               Gap& lies) {
  if (run.contradictions > 0)
    lies.add_of_host(
        host, who,
        run.contradictions == 1
            ? "a line repeats a number with other content"
            : fmt::format("{} lines repeat a number with other content",
                          run.contradictions));
  else if (run.other_host)
    lies.add_of_host(host, who, "one run names several hosts");
}

/// The gaps of traffic, each over all hosts.
void judge_traffic(const Evidence& e, const Needs& needs,
                   std::vector<Item>& items, HostGaps& gaps) {
  TimeGaps times;
  Gap silent(Rule::missing_silent, "survey"),
      drops(Rule::missing_drops, "host"), owner(Rule::missing_owner, "host"),
      unknown(Rule::missing_unknown, "host"), sum(Rule::missing_sum, "survey"),
      future(Rule::missing_future, "run"), past(Rule::missing_past, "run"),
      lies(Rule::missing_contradiction, "run");
  if (needs.traffic)
    judge_time(e, needs, times);
  for (const auto& [name, host] : e.hosts)
    judge_losses(host, drops, owner, unknown);
  for (const auto& [id, run] : e.runs) {
    const std::string& host = e.names.text(run.host);
    const std::string who =
        host.empty() ? "run " + id : fmt::format("{} (run {})", host, id);
    if (needs.traffic)
      judge_silence(run, host, needs, silent);
    judge_sums(run, host, who, sum);
    judge_clock(run, host, who, needs, future, past);
    judge_run(run, host, who, lies);
  }
  for (Gap* gap : {&times.time, &times.old, &times.boot, &silent, &drops,
                   &owner, &unknown, &sum, &future, &past, &lies})
    std::move(*gap).give(items, gaps);
}

std::string names_of(const std::set<std::string>& instances) {
  const std::vector<std::string> ids(instances.begin(), instances.end());
  return fmt::format("{} instances, {}", ids.size(),
                     first_names(ids, ids.size()));
}

// Surveys of one name at one time, or one name on two instances.
void judge_names(const Evidence& e, std::vector<Item>& items, HostGaps& gaps) {
  Gap twins(Rule::missing_host_name, "host");
  std::map<std::uint32_t, std::vector<std::pair<std::int64_t, std::int64_t>>>
      spans;
  for (const auto& [id, run] : e.runs)
    if (run.survey && run.live)
      spans[run.host].emplace_back(run.start, run.end);
  std::set<std::string> found;
  for (auto& [host, list] : spans) {
    std::ranges::sort(list);
    std::int64_t until = 0;
    for (const auto& [start, end] : list) {
      if (until > start + 2 * kSecond)
        found.insert(e.names.text(host));
      until = std::max(until, end);
    }
  }
  for (const auto& [name, host] : e.hosts)
    if (host.instances.size() > 1)
      twins.add_of_host(name, name, names_of(host.instances));
    else if (found.contains(name))
      twins.add_of_host(name, name, "surveys overlap, so two may share it");
  std::move(twins).give(items, gaps);
}

void judge_troubles(const Evidence& e, std::vector<Item>& items) {
  for (const Trouble& t : e.troubles) {
    Item item = lacking(t.rule);
    item.kind = "input";
    item.who = t.where;
    item.text = t.what;
    if (!t.hint.empty())
      item.settle = t.hint;
    item.id = item_id("missing", t.where + t.what);
    items.push_back(std::move(item));
  }
}

} // namespace

std::vector<Item> judge_coverage(const Evidence& e, const Needs& needs,
                                 HostGaps& gaps) {
  std::vector<Item> items;
  judge_kinds(e, needs, items);
  judge_traffic(e, needs, items, gaps);
  judge_names(e, items, gaps);
  if (needs.traffic)
    judge_uplink(e, needs, items, gaps);
  judge_scans(e, needs, items);
  judge_troubles(e, items);
  return items;
}

std::string duration_text(std::int64_t ns) {
  const std::int64_t s = ns / kSecond;
  const auto days = s / 86400, hours = s / 3600 % 24, minutes = s / 60 % 60;
  if (days > 0 && hours == 0)
    return fmt::format("{} day{}", days, days == 1 ? "" : "s");
  if (days > 0)
    return fmt::format("{} d {} h", days, hours);
  if (s >= 3600)
    return minutes == 0 ? fmt::format("{} h", hours)
                        : fmt::format("{} h {} min", hours, minutes);
  if (s >= 60)
    return fmt::format("{} min", minutes);
  return s == 0 && ns > 0 ? "under 1 s" : fmt::format("{} s", s);
}

std::string item_id(std::string_view kind, std::string_view who) {
  std::uint64_t h = 0xcbf29ce484222325u; // FNV-1a
  for (const std::string_view part : {kind, std::string_view("\0", 1), who})
    for (const char c : part)
      h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return fmt::format("{}-{:016x}", kind, h);
}

} // namespace imds::report
