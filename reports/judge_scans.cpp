// SPDX-License-Identifier: Apache-2.0
//
// Was the source read? A scan says what it passed over and counts every mention
// of IMDS by its state. What it gave up on, what nothing explains, and any word
// for these that is not known here keep the verdict from being *ready*. Files
// in languages that nobody judges are named as a caution.
//
// A copy of a scan that lost its end looks like a clean tree, so a scan counts
// its findings and the report counts them again.
//
// Tested by tests/reports/readiness_test.cpp and never_ready_test.cpp.
#include "reports/evidence.h"
#include "reports/gap.h"
#include "reports/judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace imds::report {
namespace {

// Nothing that a program asks can be in these, or it is read elsewhere.
constexpr std::array kHarmless = {
    "version control", "build output", "link to a folder",    "dangling link",
    "special file",    "binary",       "output of imds-ready"};
constexpr std::array kExplained = {
    "finding",   "comment",     "other_cloud", "deny_list", "dead_code",
    "test_data", "declaration", "no_request",  "message",   "not_analyzed"};

template <class Words> bool is_one_of(const Words& words, const auto& word) {
  return std::ranges::find(words, word) != words.end();
}

std::string files(std::uint64_t n) {
  return fmt::format("{} file{}", n, n == 1 ? "" : "s");
}

void judge_unread(const Scan& s, Gap& gap) {
  std::uint64_t count = s.unread.size();
  std::vector<std::string> named = s.unread;
  for (const auto& [reason, n] : s.skipped)
    if (n > 0 && !is_one_of(kHarmless, reason)) {
      count += n;
      named.push_back(fmt::format("{} skipped as '{}'", n, reason));
    }
  if (count > 0)
    gap.add(s.root, files(count) + ", " + first_names(named, named.size()));
}

// One of several: most likely the wrong folder. If all are, no source was read.
void judge_empty(const std::vector<Scan>& scans, Gap& gap) {
  const auto held_none = [](const Scan& s) { return s.files == 0; };
  if (std::ranges::all_of(scans, held_none))
    return;
  for (const Scan& s : scans)
    if (held_none(s))
      gap.add(s.root, "it held no file");
}

/// The ledger counts each mention that nothing explains, the list those that
/// may be a request: a header or a name alone is none.
std::uint64_t unexplained(const Scan& s) {
  std::uint64_t count = 0;
  for (const auto& [state, n] : s.ledger) {
    const bool listed = state == "unexplained" && s.unexplained;
    if (!listed && !is_one_of(kExplained, state))
      count += n;
  }
  return count + (s.unexplained ? s.unexplained->size() : 0);
}

void judge_ledger(const Scan& s, Gap& gap) {
  const std::uint64_t count = unexplained(s);
  if (count == 0)
    return;
  gap.add(s.root, s.unexplained && !s.unexplained->empty()
                      ? first_names(*s.unexplained, count)
                      : fmt::format("{} of them", count));
}

void judge_copy(const Scan& s, const Run& run, Gap& gap) {
  const auto counted = s.ledger.find("finding");
  const bool any = counted != s.ledger.end() && counted->second > 0;
  const std::uint64_t claimed = s.findings.value_or(any ? 1 : 0);
  if (run.findings < claimed)
    gap.add(s.root, fmt::format("{} of {} findings are there", run.findings,
                                s.findings ? std::to_string(claimed)
                                           : std::string("some")));
}

/// A scan of an earlier version does not say when it was.
void judge_age(const Scan& s, const Needs& needs, Gap& old, Gap& future) {
  constexpr std::int64_t kHour = 3'600'000'000'000;
  const auto end = s.end ? evidence::parse_time(*s.end) : std::nullopt;
  if (!end || needs.now == 0)
    return;
  if (*end < needs.scans_since())
    old.add(s.root, "analyzed on " + s.end->substr(0, 10));
  else if (*end > needs.now + kHour)
    future.add(s.root, *s.end);
}

Item caution_of(Rule rule, const char* what, const Scan& s,
                const std::string& places) {
  Item item = lacking(rule);
  item.who = s.root;
  item.id = item_id("caution", what + s.root);
  item.text += ": " + places;
  return item;
}

} // namespace

void judge_scans(const Evidence& e, const Needs& needs,
                 std::vector<Item>& items) {
  Gap old(Rule::missing_old, "scan"), future(Rule::missing_future, "scan");
  Gap unread(Rule::missing_unread, "scan"),
      open(Rule::missing_unexplained, "scan"), copy(Rule::missing_sum, "scan");
  judge_empty(e.scans, unread);
  for (const Scan& s : e.scans) {
    judge_unread(s, unread);
    judge_ledger(s, open);
    judge_age(s, needs, old, future);
    if (const auto run = e.runs.find(s.origin.run); run != e.runs.end())
      judge_copy(s, run->second, copy);
  }
  for (const auto& [id, run] : e.runs)
    if (run.findings > 0 && !run.scan)
      copy.add(fmt::format("run {}", id), "findings without their scan");
  HostGaps no_host;
  for (Gap* gap : {&unread, &open, &copy, &old, &future})
    std::move(*gap).give(items, no_host);
}

std::vector<Item> judge_set_aside(const Evidence& e) {
  std::vector<Item> items;
  for (const Scan& s : e.scans) {
    if (!s.allowed.empty())
      items.push_back(caution_of(Rule::code_allowed, "allowed", s,
                                 first_names(s.allowed, s.allowed.size())));
    const auto at = s.ledger.find("not_analyzed");
    const std::uint64_t mentions = at == s.ledger.end() ? 0 : at->second;
    if (mentions == 0 && s.not_analyzed.empty())
      continue;
    items.push_back(
        caution_of(Rule::code_not_analyzed, "not_analyzed", s,
                   s.not_analyzed.empty()
                       ? fmt::format("{} mentions", mentions)
                       : first_names(s.not_analyzed, s.not_analyzed.size())));
  }
  return items;
}

} // namespace imds::report
