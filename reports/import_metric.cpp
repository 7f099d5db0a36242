// SPDX-License-Identifier: Apache-2.0
//
// The tokenless calls that AWS counted: MetadataNoToken and
// MetadataNoTokenRejected of CloudWatch, in windows.
//
// get-metric-statistics does not say whose metric it is: then an instance id in
// the file's name decides ("i-0abc.json"), and without one it is refused. A
// label that names nothing but an instance is what CloudWatch gives where one
// metric was asked for of many.
//
// A window is the distance of two data points; a single point has none. A data
// point without a time or a sum is not zero calls, and neither is one that
// CloudWatch has not delivered yet.
//
// Tested by tests/reports/imports_test.cpp.
#include "reports/import_metric.h"

#include "reports/evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>
#include <cmath>

namespace imds::report {
namespace {

using nlohmann::json;

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kDefaultWindow = 300 * kSecond; // basic monitoring's
constexpr double kMost = 1e15;

struct Point {
  std::int64_t time = 0;
  double sum = 0;
  auto operator<=>(const Point&) const = default;
};

struct Points {
  std::vector<Point> all;
  bool whole = true; // each has a time and a sum

  void add(const json& time, const json& sum) {
    // CloudWatch writes "+00:00" and no milliseconds; both are read.
    const auto at = time.is_string()
                        ? evidence::parse_time(time.get<std::string>())
                        : std::nullopt;
    const double calls = sum.is_number() ? sum.get<double>() : -1;
    const bool whole_calls = calls >= 0 && calls < kMost &&
                             calls == std::floor(calls); // else an average
    const bool good = at && whole_calls;
    whole &= good;
    if (good)
      all.push_back({*at, calls});
  }
};

std::string text_at(const json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_string() ? at->get<std::string>() : "";
}

json at_or_null(const json& j, const char* key) {
  const auto at = j.is_object() ? j.find(key) : j.end();
  return at == j.end() ? json() : *at;
}

/// The first "i-0123..." in a text.
std::string instance_in(const std::string& text) {
  for (auto at = text.find("i-"); at != std::string::npos;
       at = text.find("i-", at + 1)) {
    auto end = at + 2;
    while (end < text.size() &&
           std::isxdigit(static_cast<unsigned char>(text[end])))
      ++end;
    if (end - at >= 10)
      return text.substr(at, end - at);
  }
  return "";
}

Points of_statistics(const json& j) {
  Points points;
  for (const json& p : j["Datapoints"])
    points.add(at_or_null(p, "Timestamp"), at_or_null(p, "Sum"));
  return points;
}

Points of_data(const json& j) {
  Points points;
  const json &times = j["Timestamps"], &values = j["Values"];
  points.whole = times.size() == values.size();
  for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i)
    points.add(times[i], values[i]);
  return points;
}

std::int64_t window_of(const std::vector<Point>& points) {
  std::int64_t window = 0;
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto step = points[i].time - points[i - 1].time;
    if (step > 0 && (window == 0 || step < window))
      window = step;
  }
  return window == 0 ? kDefaultWindow : window;
}

/// Whose metric it is; an error where it is another metric, or nobody's.
Result<std::string> owner_of(const std::string& path,
                             const std::string& label) {
  const std::string labelled = instance_in(label);
  const bool named = label.find("MetadataNoToken") != std::string::npos;
  if (!named && (labelled.empty() || labelled != label))
    return fail("holds a metric that is not named MetadataNoToken", path,
                "ask for --metric-name MetadataNoToken, and keep its label");
  std::string instance = labelled.empty() ? instance_in(path) : labelled;
  if (instance.empty())
    return fail("holds a metric that does not say whose it is", path,
                "name the file after its instance, as in i-0abc.json");
  return instance;
}

/// An error where something is missing of what was delivered.
Result<void> be_whole(const std::string& path, const json& j,
                      const Points& points) {
  if (!points.whole)
    return fail("holds data points without a time or a sum", path,
                "ask for --statistics Sum, or \"Stat\": \"Sum\"");
  if (const std::string status = text_at(j, "StatusCode");
      !status.empty() && status != "Complete")
    return fail("holds a part of a metric: " + status, path,
                "ask for it again, in shorter times");
  return {};
}

} // namespace

bool is_metric(const json& j) {
  return at_or_null(j, "Datapoints").is_array() ||
         (at_or_null(j, "Timestamps").is_array() &&
          at_or_null(j, "Values").is_array());
}

Result<void> import_metric(const std::string& path, const json& j,
                           Merge& merge) {
  const std::string label = text_at(j, "Label");
  const auto instance = owner_of(path, label);
  if (!instance)
    return std::unexpected(instance.error());
  Points points = j.contains("Datapoints") ? of_statistics(j) : of_data(j);
  std::ranges::sort(points.all);
  const std::int64_t window = window_of(points.all);
  const bool rejected = label.find("Rejected") != std::string::npos;
  for (const Point& p : points.all)
    merge.add(Metric{*instance, rejected, p.time, p.time + window,
                     static_cast<std::uint64_t>(p.sum)});
  return be_whole(path, j, points);
}

} // namespace imds::report
