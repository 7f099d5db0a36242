// SPDX-License-Identifier: Apache-2.0
//
// Did the survey see what AWS counted? CloudWatch counts the tokenless calls of
// an instance in windows; the survey has its own count of the same windows and
// knows how much of each it listened to. Fewer than AWS counted means that
// calls are missing, and when. More is no contradiction: whether AWS counts
// tokenless 404s is not documented.
//
// The survey's own history may be coarser than AWS's windows (a week in hours);
// then the windows are added up until they are as wide.
//
// Tested by tests/reports/imports_test.cpp.
#include "reports/reconcile.h"

#include "reports/evidence.h"
#include "reports/judge.h"
#include "reports/paragraph.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace imds::report {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

const Host* host_of(const Report& r, const std::string& instance) {
  const auto name = r.instance_hosts.find(instance);
  if (name == r.instance_hosts.end())
    return nullptr;
  const auto h = r.evidence.hosts.find(name->second);
  return h == r.evidence.hosts.end() ? nullptr : &h->second;
}

std::uint64_t survey_count(const Host& host, std::int64_t start,
                           std::int64_t end) {
  std::uint64_t sum = 0;
  for (const Timeline::Bucket& b : host.timeline.buckets())
    if (b.start * kSecond >= start && b.start * kSecond < end)
      sum += b.v1;
  return sum;
}

using Metrics = std::span<const Metric>;

/// One width for all windows of an instance: its host's history may be coarser
/// than AWS's windows, and two that overlap would count a call twice.
std::int64_t width_of(Metrics metrics, const Host* host) {
  std::int64_t width = host ? host->timeline.width() * kSecond : kSecond;
  for (const Metric& m : metrics)
    width = std::max(width, m.end - m.start);
  return width;
}

std::vector<Reconciliation> windows_of(Metrics metrics, const Host* host) {
  const std::int64_t width = width_of(metrics, host);
  std::map<std::int64_t, std::uint64_t> counts;
  for (const Metric& m : metrics)
    counts[m.start - m.start % width] += m.count;
  std::vector<Reconciliation> windows;
  for (const auto& [start, count] : counts) {
    Reconciliation w;
    w.instance = metrics.front().instance;
    w.start = start;
    w.end = start + width;
    w.aws = count;
    if (host) {
      w.host = host->name;
      w.survey = survey_count(*host, w.start, w.end);
      w.covered = static_cast<double>(host->surveyed.covered(w.start, w.end)) /
                  static_cast<double>(width);
    }
    windows.push_back(std::move(w));
  }
  return windows;
}

Item missing_item(const std::string& instance, const std::string& host) {
  Item item;
  item.rules = {Rule::missing_calls};
  item.kind = "coverage";
  item.who = host.empty() ? instance : host + " (" + instance + ")";
  item.id = item_id("missing", "calls " + instance);
  item.hosts = {host.empty() ? instance : host};
  item.host_count = 1;
  item.settle = info(Rule::missing_calls).settle;
  return item;
}

std::string minute(std::int64_t ns) {
  return evidence::format_time(ns).substr(0, 16);
}

/// One item, however many windows; --json has each.
Item missing_calls(const std::vector<Reconciliation>& windows) {
  Reconciliation sum = windows.front();
  for (const Reconciliation& w : std::span(windows).subspan(1)) {
    sum.aws += w.aws;
    sum.survey += w.survey;
    sum.covered += w.covered;
    sum.end = w.end;
  }
  Item item = missing_item(sum.instance, sum.host);
  item.text = fmt::format(
      "AWS counted {} {}from {} to {}, the survey saw {} and covered {:.0f}% "
      "of that time",
      counted(sum.aws, "tokenless call"),
      windows.size() == 1 ? "" : fmt::format("in {} windows ", windows.size()),
      minute(sum.start), minute(sum.end), sum.survey,
      100 * sum.covered / static_cast<double>(windows.size()));
  return item;
}

Item unsurveyed(const std::string& instance, std::uint64_t calls) {
  Item item = missing_item(instance, "");
  item.text = fmt::format("AWS counted {}, and no survey is of this instance",
                          counted(calls, "tokenless call"));
  item.settle = "survey it, or name its host in a --map file: instance " +
                instance + " HOST";
  return item;
}

void reconcile_one(Report& r, Metrics metrics, HostGaps& gaps) {
  const std::string& instance = metrics.front().instance;
  const Host* host = host_of(r, instance);
  const auto windows = windows_of(metrics, host);
  std::vector<Reconciliation> less; // than AWS counted
  std::ranges::copy_if(windows, std::back_inserter(less),
                       [](const auto& w) { return w.aws > w.survey; });
  r.reconciled.insert(r.reconciled.end(), windows.begin(), windows.end());
  if (less.empty())
    return;
  if (host) {
    r.missing.push_back(missing_calls(less));
    gaps[host->name].insert(Rule::missing_calls);
    return;
  }
  std::uint64_t calls = 0;
  for (const Reconciliation& w : less)
    calls += w.aws;
  r.missing.push_back(unsurveyed(instance, calls));
}

} // namespace

void reconcile(Report& r, HostGaps& gaps) {
  // Sorted, so those of one instance are neighbours.
  const Metrics all(r.evidence.metrics);
  for (std::size_t from = 0, to = 0; from < all.size(); from = to) {
    while (to < all.size() && all[to].instance == all[from].instance)
      ++to;
    reconcile_one(r, all.subspan(from, to - from), gaps);
  }
}

} // namespace imds::report
