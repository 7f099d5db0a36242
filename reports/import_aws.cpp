// SPDX-License-Identifier: Apache-2.0
//
// AWS's own side, from files that the user exported; nothing here talks to AWS.
// The outputs are told apart by their keys, so that they may be wrapped, sliced
// with --query or concatenated by other tools as long as the objects are whole.
//
// get-metric-statistics does not say whose metric it is: then an instance id in
// the file's name decides ("i-0abc.json"), and without one it is refused.
// A window is the distance of two data points; a single point has none.
//
// Tested in tests/reports/.
#include "reports/import_aws.h"

#include "reports/evidence.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cctype>

namespace imds::report {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;
constexpr std::int64_t kSecond = 1'000'000'000;

std::string text_at(const json& j, const char* key) {
  const auto at = j.find(key);
  return at != j.end() && at->is_string() ? at->get<std::string>() : "";
}

std::optional<std::string> known(const json& j, const char* key) {
  std::string text = text_at(j, key);
  return text.empty() ? std::nullopt : std::optional(std::move(text));
}

std::optional<int> number_at(const json& j, const char* key) {
  const auto at = j.find(key);
  if (at == j.end() || !at->is_number_integer())
    return std::nullopt;
  const auto n = at->get<std::int64_t>();
  return n >= 0 && n <= 64 ? std::optional(static_cast<int>(n)) : std::nullopt;
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

/// CloudWatch writes "+00:00" and no milliseconds; both are read.
std::optional<std::int64_t> time_of(const json& j) {
  return j.is_string() ? evidence::parse_time(j.get_ref<const std::string&>())
                       : std::nullopt;
}

class Importer {
public:
  Importer(const std::string& path, Merge& merge)
      : path_(path), merge_(merge) {}

  void walk(const json& j, int depth = 0) {
    if (depth > kMaxDepth)
      return;
    if (j.is_object() && take(j))
      return;
    if (j.is_structured())
      for (const json& inner : j)
        walk(inner, depth + 1);
  }
  bool used() const { return used_; }
  const std::string& refused() const { return refused_; }

private:
  bool take(const json& j) {
    if (j.contains("InstanceId") && j.contains("MetadataOptions"))
      return take_instance(j);
    if (j.contains("Datapoints") && j["Datapoints"].is_array())
      return take_statistics(j);
    if (j.contains("Timestamps") && j.contains("Values"))
      return take_data(j);
    if (j.contains("AccountLevel") && j["AccountLevel"].is_object())
      return take_defaults(j["AccountLevel"]);
    return false;
  }

  bool take_instance(const json& j) {
    const json& o = j["MetadataOptions"];
    Setting s;
    s.instance = text_at(j, "InstanceId");
    if (s.instance.empty() || !o.is_object())
      return false;
    s.http_tokens = known(o, "HttpTokens");
    s.http_endpoint = known(o, "HttpEndpoint");
    s.hop_limit = number_at(o, "HttpPutResponseHopLimit");
    s.ipv6 = known(o, "HttpProtocolIpv6");
    merge_.add(s);
    merge_.add_instance_names(s.instance, names_of(j));
    return used_ = true;
  }

  static std::vector<std::string> names_of(const json& j) {
    std::vector<std::string> names = {text_at(j, "InstanceId")};
    const std::string dns = text_at(j, "PrivateDnsName");
    if (!dns.empty()) {
      names.push_back(dns);
      names.push_back(dns.substr(0, dns.find('.')));
    }
    if (const auto tags = j.find("Tags"); tags != j.end() && tags->is_array())
      for (const json& tag : *tags)
        if (tag.is_object() && text_at(tag, "Key") == "Name")
          names.push_back(text_at(tag, "Value"));
    return names;
  }

  bool take_statistics(const json& j) {
    std::vector<std::pair<std::int64_t, double>> points;
    for (const json& p : j["Datapoints"])
      if (p.is_object() && p.contains("Timestamp") && p.contains("Sum") &&
          p["Sum"].is_number())
        if (const auto t = time_of(p["Timestamp"]))
          points.emplace_back(*t, p["Sum"].get<double>());
    return take_points(text_at(j, "Label"), std::move(points));
  }

  bool take_data(const json& j) {
    std::vector<std::pair<std::int64_t, double>> points;
    const json &times = j["Timestamps"], &values = j["Values"];
    if (!times.is_array() || !values.is_array())
      return false;
    for (std::size_t i = 0; i < std::min(times.size(), values.size()); ++i)
      if (const auto t = time_of(times[i]); t && values[i].is_number())
        points.emplace_back(*t, values[i].get<double>());
    return take_points(text_at(j, "Label") + " " + text_at(j, "Id"),
                       std::move(points));
  }

  bool take_points(const std::string& label,
                   std::vector<std::pair<std::int64_t, double>> points) {
    std::string instance = instance_in(label);
    if (instance.empty())
      instance = instance_in(path_);
    if (instance.empty()) {
      refused_ = "holds a metric that does not say whose it is";
      return true;
    }
    std::ranges::sort(points);
    std::int64_t window = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const auto step = points[i].first - points[i - 1].first;
      if (step > 0 && (window == 0 || step < window))
        window = step;
    }
    if (window == 0)
      window = 300 * kSecond; // the shortest that basic monitoring has
    for (const auto& [start, sum] : points)
      if (sum >= 0 && sum < 1e15)
        merge_.add(Metric{instance, label.find("Rejected") != std::string::npos,
                          start, start + window,
                          static_cast<std::uint64_t>(sum)});
    return used_ = true;
  }

  bool take_defaults(const json& j) {
    merge_.add(AccountDefaults{
        text_at(j, "HttpTokens"), text_at(j, "HttpEndpoint"),
        number_at(j, "HttpPutResponseHopLimit"),
        text_at(j, "HttpTokensEnforced"), text_at(j, "ManagedBy")});
    return used_ = true;
  }

  const std::string& path_;
  Merge& merge_;
  bool used_ = false;
  std::string refused_;
};

} // namespace

bool import_aws(const std::string& path, const std::string& text,
                Merge& merge) {
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) {
    merge.add(Trouble{Rule::missing_input, path,
                      "looks like output of the AWS CLI, but is no whole JSON",
                      "export it again with --output json"});
    return false;
  }
  Importer importer(path, merge);
  importer.walk(document);
  if (!importer.refused().empty())
    merge.add(Trouble{Rule::missing_input, path, importer.refused(),
                      "name the file after its instance, as in i-0abc.json"});
  else if (!importer.used())
    merge.add(Trouble{Rule::missing_input, path,
                      "holds no instance, metric or default that can be used",
                      "aws ec2 describe-instances > instances.json"});
  return importer.used();
}

} // namespace imds::report
