// SPDX-License-Identifier: Apache-2.0
//
// What was not looked at? Silence proves something only where somebody looked:
// long enough, through a boot, without losing packets, and with every file
// read. Each piece that is missing keeps the verdict from being *ready* and
// says what would settle it. Pieces of one kind on many hosts are one item.
//
// Tested by tests/reports/readiness_test.cpp.
#include "reports/evidence.h"
#include "reports/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kHour = 3600 * kSecond;

/// Collects one kind of gap over hosts.
class Gap {
public:
  Gap(Rule rule, std::string where) : where_(std::move(where)) {
    item_.rules = {rule};
    item_.kind = "coverage";
    item_.text = info(rule).why;
    item_.settle = info(rule).settle;
  }
  /// `detail` belongs to the host that is named first.
  void add(const std::string& who, const std::string& detail) {
    if (item_.hosts.size() < 5)
      item_.hosts.push_back(who.empty() ? "(no host)" : who);
    if (item_.host_count++ == 0)
      detail_ = detail;
  }
  void give(std::vector<Item>& items) && {
    if (item_.host_count == 0)
      return;
    const auto others = item_.host_count - 1;
    item_.who = item_.hosts.front();
    if (others > 0)
      item_.who += fmt::format(" and {} other {}{}", others, where_,
                               others == 1 ? "" : "s");
    if (!detail_.empty())
      item_.text += ": " + detail_;
    item_.id = item_id("missing", info(item_.rules[0]).id);
    items.push_back(std::move(item_));
  }

private:
  Item item_;
  std::string where_;
  std::string detail_;
};

Item lacking(Rule rule) {
  Item item;
  item.rules = {rule};
  item.kind = "coverage";
  item.text = info(rule).why;
  item.settle = info(rule).settle;
  item.id = item_id("missing", info(rule).id);
  return item;
}

bool any_file_read(const std::vector<Scan>& scans) {
  return std::ranges::any_of(scans, [](const Scan& s) { return s.files > 0; });
}

bool any_survey(const Evidence& e) {
  return std::ranges::any_of(e.runs,
                             [](const auto& r) { return r.second.survey; });
}

void judge_kinds(const Evidence& e, const Needs& needs,
                 std::vector<Item>& items) {
  if (e.facts == 0 && e.settings.empty() && e.metrics.empty()) {
    items.push_back(lacking(Rule::missing_input));
    items.back().text = "no evidence was read";
  }
  if (needs.code && !any_file_read(e.scans))
    items.push_back(lacking(Rule::missing_code));
  if (needs.traffic && !any_survey(e))
    items.push_back(lacking(Rule::missing_traffic));
  if (needs.settings && e.settings.empty())
    items.push_back(lacking(Rule::missing_settings));
}

void judge_time(const Evidence& e, const Needs& needs,
                std::vector<Item>& items) {
  Gap time(Rule::missing_time, "host"), boot(Rule::missing_boot, "host");
  for (const auto& [name, host] : e.hosts) {
    const std::int64_t had = host.surveyed.total();
    if (had < needs.min_survey)
      time.add(name, fmt::format("{} of {}", duration_text(had),
                                 duration_text(needs.min_survey)));
    if (needs.boot() && !host.boot_covered)
      boot.add(name, "");
  }
  std::move(time).give(items);
  std::move(boot).give(items);
}

void judge_losses(const Evidence& e, std::vector<Item>& items) {
  Gap drops(Rule::missing_drops, "host"), owner(Rule::missing_owner, "host"),
      unknown(Rule::missing_unknown, "host");
  for (const auto& [name, host] : e.hosts) {
    if (host.dropped + host.gaps > 0)
      drops.add(name, fmt::format("{} packets dropped, {} gaps in streams",
                                  host.dropped, host.gaps));
    if (host.unattributed > 0)
      owner.add(name, fmt::format("{} of {} requests", host.unattributed,
                                  host.requests));
    if (host.unknown > 0)
      unknown.add(
          name, fmt::format("{} of {} requests", host.unknown, host.requests));
  }
  std::move(drops).give(items);
  std::move(owner).give(items);
  std::move(unknown).give(items);
}

void judge_runs(const Evidence& e, const Needs& needs,
                std::vector<Item>& items) {
  Gap sum(Rule::missing_sum, "survey"), future(Rule::missing_future, "run"),
      lies(Rule::missing_contradiction, "run");
  for (const auto& [id, run] : e.runs) {
    const std::string who =
        fmt::format("{} (run {})", e.names.text(run.host), id);
    // A log that is copied while its survey runs may hold sightings of an
    // interval whose end is not written yet; one that ended may not.
    const bool lost =
        run.sighted < run.requests || (run.ended && run.sighted > run.requests);
    if (run.survey && lost)
      sum.add(who, fmt::format("{} requests, sightings of {}", run.requests,
                               run.sighted));
    if (!run.survey && run.sighted > 0)
      sum.add(who, "sightings without their survey");
    if (needs.now != 0 && run.latest > needs.now + kHour)
      future.add(who, evidence::format_time(run.latest));
    if (run.contradictions > 0)
      lies.add(who, fmt::format("{} lines repeat a number with other content",
                                run.contradictions));
    else if (run.other_host)
      lies.add(who, "one run names several hosts");
  }
  std::move(sum).give(items);
  std::move(future).give(items);
  std::move(lies).give(items);
}

void judge_names(const Evidence& e, std::vector<Item>& items) {
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
  for (const std::string& host : found)
    twins.add(host, "surveys overlap, so two machines may share it");
  std::move(twins).give(items);
}

// Files left out because they are no source are no gap; the analyzer names
// what it gave up on with words that say so.
bool gave_up(const std::string& reason) {
  for (const char* word : {"budget", "time", "crash", "memory", "unread",
                           "failed", "large", "error"})
    if (reason.find(word) != std::string::npos)
      return true;
  return false;
}

void judge_scans(const Evidence& e, std::vector<Item>& items) {
  Gap unread(Rule::missing_unread, "scan"),
      open(Rule::missing_unexplained, "scan");
  for (const Scan& s : e.scans) {
    std::uint64_t files = s.unread.size();
    for (const auto& [reason, count] : s.skipped)
      if (gave_up(reason))
        files += count;
    if (files > 0)
      unread.add(
          s.root,
          fmt::format("{} file{}{}", files, files == 1 ? "" : "s",
                      s.unread.empty() ? "" : ", first " + s.unread.front()));
    const auto at = s.ledger.find("unexplained");
    if (at != s.ledger.end() && at->second > 0)
      open.add(s.root, fmt::format("{} of them", at->second));
  }
  std::move(unread).give(items);
  std::move(open).give(items);
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

std::vector<Item> judge_coverage(const Evidence& e, const Needs& needs) {
  std::vector<Item> items;
  judge_kinds(e, needs, items);
  if (needs.traffic)
    judge_time(e, needs, items);
  judge_losses(e, items);
  judge_runs(e, needs, items);
  judge_names(e, items);
  judge_scans(e, items);
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
