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
// Tested by tests/reports/reconcile_test.cpp.
#include "reports/reconcile.h"

#include "reports/evidence.h"
#include "reports/judge.h"

#include <fmt/format.h>

#include <algorithm>

namespace imds::report {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;

const Host* host_of(const Report& r, const std::string& instance) {
  const auto s = r.evidence.settings.find(instance);
  if (s == r.evidence.settings.end() || !s->second.origin.host)
    return nullptr;
  const auto h = r.evidence.hosts.find(*s->second.origin.host);
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

/// The windows of one instance, as wide as its host's history at least.
std::map<std::int64_t, Reconciliation>
windows_of(const Report& r, const std::string& instance, const Host* host) {
  std::map<std::int64_t, Reconciliation> windows;
  for (const Metric& m : r.evidence.metrics) {
    if (m.instance != instance)
      continue;
    std::int64_t width = std::max<std::int64_t>(m.end - m.start, kSecond);
    if (host)
      width = std::max(width, host->timeline.width() * kSecond);
    const std::int64_t start = m.start - m.start % width;
    Reconciliation& w = windows[start];
    w.instance = instance;
    w.start = start;
    w.end = std::max(w.end, start + width);
    w.aws += m.count;
  }
  return windows;
}

Item missing_calls(const Reconciliation& w) {
  Item item;
  item.rules = {Rule::missing_calls};
  item.kind = "coverage";
  item.who = w.host.empty() ? w.instance : w.host + " (" + w.instance + ")";
  item.id = item_id("missing", fmt::format("{} {}", w.instance, w.start));
  item.hosts = {w.host.empty() ? w.instance : w.host};
  item.host_count = 1;
  item.text = fmt::format(
      "AWS counted {} tokenless calls from {}, the survey saw {} and covered "
      "{:.0f} % of that time",
      w.aws, evidence::format_time(w.start).substr(0, 16), w.survey,
      100 * w.covered);
  item.settle = info(Rule::missing_calls).settle;
  return item;
}

Item unsurveyed(const std::string& instance, std::uint64_t calls) {
  Item item;
  item.rules = {Rule::missing_calls};
  item.kind = "coverage";
  item.who = instance;
  item.id = item_id("missing", instance);
  item.hosts = {instance};
  item.host_count = 1;
  item.text = fmt::format("AWS counted {} tokenless calls, and no survey is of "
                          "this instance",
                          calls);
  item.settle = "survey it, or name its host in a --map file: instance " +
                instance + " HOST";
  return item;
}

} // namespace

void match_instances(Report& r,
                     const std::map<std::string, std::string>& instance_hosts) {
  std::map<std::string, std::string> by_firmware;
  for (const auto& [name, host] : r.evidence.hosts)
    for (const std::string& instance : host.instances)
      by_firmware.emplace(instance, name);
  for (auto& [instance, s] : r.evidence.settings) {
    if (const auto m = instance_hosts.find(instance); m != instance_hosts.end())
      s.origin.host = m->second;
    if (s.origin.host)
      continue;
    if (const auto h = by_firmware.find(instance); h != by_firmware.end()) {
      s.origin.host = h->second;
      continue;
    }
    const auto names = r.evidence.instance_names.find(instance);
    if (names == r.evidence.instance_names.end())
      continue;
    for (const std::string& name : names->second)
      if (!name.empty() && r.evidence.hosts.contains(name)) {
        s.origin.host = name;
        break;
      }
  }
}

void reconcile(Report& r, HostGaps& gaps) {
  std::set<std::string> instances;
  for (const Metric& m : r.evidence.metrics)
    instances.insert(m.instance);
  for (const std::string& instance : instances) {
    const Host* host = host_of(r, instance);
    std::uint64_t calls = 0;
    for (auto& [start, w] : windows_of(r, instance, host)) {
      calls += w.aws;
      if (host) {
        w.host = host->name;
        w.survey = survey_count(*host, w.start, w.end);
        w.covered =
            static_cast<double>(host->surveyed.covered(w.start, w.end)) /
            static_cast<double>(w.end - w.start);
        if (w.aws > w.survey) {
          r.missing.push_back(missing_calls(w));
          gaps[w.host].insert(Rule::missing_calls);
        }
      }
      r.reconciled.push_back(std::move(w));
    }
    if (!host && calls > 0)
      r.missing.push_back(unsurveyed(instance, calls));
  }
}

} // namespace imds::report
