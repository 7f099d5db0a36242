// SPDX-License-Identifier: Apache-2.0
//
// AWS's own side, from files that the user exported; nothing here talks to AWS.
// The outputs are told apart by their keys, so that they may be wrapped or
// sliced with --query as long as the objects are whole. A loop over Regions
// writes one output after the other into one file.
//
// A part of an export is not the whole: a page of a list, or an instance whose
// options were left out, must not look like a fleet that has nothing more.
//
// Tested by tests/reports/imports_test.cpp.
#include "reports/import_aws.h"

#include "reports/evidence_lines.h"
#include "reports/import_metric.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace imds::report {
namespace {

using nlohmann::json;

constexpr int kMaxDepth = 64;

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

/// Of describe-instances, or of what modify-instance-metadata-options answers;
/// empty where an export leaves them out.
json options_of(const json& instance) {
  for (const char* key : {"MetadataOptions", "InstanceMetadataOptions"})
    if (const auto at = instance.find(key); at != instance.end())
      return at->is_object() ? *at : json::object();
  return json::object();
}

bool is_instance(const json& j) {
  return j.contains("InstanceId") &&
         (j.contains("MetadataOptions") ||
          j.contains("InstanceMetadataOptions") || j.contains("ImageId"));
}

/// AWS lists an instance for an hour after its end.
bool is_gone(const json& instance) {
  const auto state = instance.find("State");
  if (state == instance.end() || !state->is_object())
    return false;
  const std::string name = text_at(*state, "Name");
  return name == "terminated" || name == "shutting-down";
}

std::vector<std::string> names_of(const json& instance) {
  std::vector<std::string> names = {text_at(instance, "InstanceId")};
  const std::string dns = text_at(instance, "PrivateDnsName");
  if (!dns.empty()) {
    names.push_back(dns);
    names.push_back(dns.substr(0, dns.find('.')));
  }
  if (const auto tags = instance.find("Tags");
      tags != instance.end() && tags->is_array())
    for (const json& tag : *tags)
      if (tag.is_object() && text_at(tag, "Key") == "Name")
        names.push_back(text_at(tag, "Value"));
  return names;
}

bool is_page(const json& j) {
  const auto at = j.is_object() ? j.find("NextToken") : j.end();
  return at != j.end() && !at->is_null() && *at != "";
}

/// What CloudWatch says where it gives a part of the data.
bool is_partial(const json& j) {
  const auto at = j.is_object() ? j.find("Messages") : j.end();
  return at != j.end() && at->is_array() && !at->empty();
}

/// How far the document goes that `text` starts with: to the bracket that
/// closes its first one; all of it where none does.
std::size_t document_end(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\')
      ++i;
    else if (c == '"')
      in_string = !in_string;
    else if (!in_string && (c == '{' || c == '['))
      ++depth;
    else if (!in_string && (c == '}' || c == ']') && --depth == 0)
      return i + 1;
  }
  return text.size();
}

std::uint64_t newlines_in(std::string_view text) {
  return static_cast<std::uint64_t>(std::ranges::count(text, '\n'));
}

class Importer {
public:
  Importer(const std::string& path, Merge& merge)
      : path_(path), merge_(merge), facts_(path, merge) {}

  void walk(const json& j, int depth = 0) {
    if (depth > kMaxDepth)
      return;
    if (is_page(j))
      refuse({"is one page of a longer list", path_,
              "export it whole, without --max-items and --no-paginate"});
    if (is_partial(j))
      refuse({"holds a part of what was asked for: it has Messages", path_,
              "ask for it again, in shorter times"});
    if (j.is_object() && take(j))
      return;
    if (j.is_structured())
      for (const json& inner : j)
        walk(inner, depth + 1);
  }
  void read(std::string_view text, std::uint64_t line) {
    const json document =
        json::parse(text, nullptr, /*allow_exceptions=*/false);
    if (document.is_object() && document.contains("fact"))
      return facts_.take(text, line);
    if (!document.is_discarded())
      return walk(document);
    refuse({"looks like output of the AWS CLI, but is no whole JSON", path_,
            "export it again with --output json"});
  }
  bool used() const { return used_ || facts_.used(); }
  bool refused() const { return refused_; }

private:
  bool take(const json& j) {
    if (is_instance(j))
      return take_instance(j);
    if (is_metric(j))
      return take_metric(j);
    if (const auto at = j.find("AccountLevel");
        at != j.end() && at->is_object())
      return take_defaults(*at);
    return false;
  }

  bool take_instance(const json& j) {
    const json options = options_of(j);
    Setting s;
    s.instance = text_at(j, "InstanceId");
    if (!is_instance_id(s.instance)) { // it stands in commands
      refuse({"names an instance by what is no instance's id", path_,
              "aws ec2 describe-instances > instances.json"});
      return true;
    }
    used_ = true;
    if (is_gone(j))
      return true;
    s.http_tokens = known(options, "HttpTokens");
    s.http_endpoint = known(options, "HttpEndpoint");
    s.hop_limit = number_at(options, "HttpPutResponseHopLimit");
    s.ipv6 = known(options, "HttpProtocolIpv6");
    merge_.add(s);
    merge_.add_instance_names(s.instance, names_of(j));
    return true;
  }

  bool take_metric(const json& j) {
    if (const auto taken = import_metric(path_, j, merge_))
      used_ = true;
    else
      refuse(taken.error());
    return true;
  }

  bool take_defaults(const json& j) {
    merge_.add(AccountDefaults{
        text_at(j, "HttpTokens"), text_at(j, "HttpEndpoint"),
        number_at(j, "HttpPutResponseHopLimit"),
        text_at(j, "HttpTokensEnforced"), text_at(j, "ManagedBy")});
    return used_ = true;
  }

  void refuse(const Error& e) {
    merge_.add(Trouble{Rule::missing_input, path_, e.what, e.hint});
    refused_ = true;
  }

  const std::string& path_;
  Merge& merge_;
  FactLines facts_; // that `cat` put between
  bool used_ = false, refused_ = false;
};

} // namespace

bool import_aws(const std::string& path, std::string text, Merge& merge) {
  Importer importer(path, merge);
  constexpr const char* kSpace = " \t\r\n";
  text.append(LineReader::kPadding, ' ');
  std::uint64_t line = 1;
  std::string_view rest = text;
  for (auto at = rest.find_first_not_of(kSpace); at != rest.npos;
       at = rest.find_first_not_of(kSpace)) {
    line += newlines_in(rest.substr(0, at));
    rest.remove_prefix(at);
    const std::string_view one = rest.substr(0, document_end(rest));
    rest.remove_prefix(one.size());
    importer.read(one, line);
    line += newlines_in(one);
  }
  if (!importer.used() && !importer.refused())
    merge.add(Trouble{Rule::missing_input, path,
                      "holds no instance, metric or default that can be used",
                      "aws ec2 describe-instances > instances.json"});
  return importer.used();
}

} // namespace imds::report
