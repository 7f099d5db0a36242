// SPDX-License-Identifier: Apache-2.0
// The metadata of an instance that does not exist. A folder's answer is made
// from the leaves below it, so a listing and its entries cannot disagree.
//
// A slash too many does no harm: botocore and fog end the path of a value with
// one, minio-js and the AWS SDK for JavaScript 3 write two in a row, and all of
// them work on real instances.
#include "live/standin/tree.h"

#include "live/standin/tokens.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <cctype>
#include <ctime>
#include <map>
#include <set>

namespace imds::standin {
namespace {

constexpr std::string_view kText = "text/plain";
constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kRole = "imds-ready-stand-in";

std::string in_hours(int hours) {
  std::tm utc = fmt::gmtime(std::time(nullptr) + hours * 3600L);
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", utc);
}

std::string credentials() {
  return fmt::format(R"({{
  "Code" : "Success",
  "LastUpdated" : "{}",
  "Type" : "AWS-HMAC",
  "AccessKeyId" : "ASIA{}0001",
  "SecretAccessKey" : "{}SecretKey000000000000000000000",
  "Token" : "{}SessionToken/////////////////////////=",
  "Expiration" : "{}"
}})",
                     in_hours(0), kCanary, kCanary, kCanary, in_hours(6));
}

std::string identity() {
  return fmt::format(R"({{
  "accountId" : "000000000000",
  "architecture" : "x86_64",
  "availabilityZone" : "eu-central-1a",
  "imageId" : "ami-00000000000000000",
  "instanceId" : "i-00000000000000001",
  "instanceType" : "m7i.large",
  "pendingTime" : "{}",
  "privateIp" : "10.0.0.5",
  "region" : "eu-central-1",
  "version" : "2017-09-30"
}})",
                     in_hours(-1));
}

using Leaves = std::map<std::string, std::string, std::less<>>;

const Leaves& leaves() {
  static const Leaves kLeaves = {
      {"dynamic/instance-identity/document", ""},
      {"dynamic/instance-identity/signature", "c2lnbmF0dXJl"},
      {"meta-data/ami-id", "ami-00000000000000000"},
      {"meta-data/ami-launch-index", "0"},
      {"meta-data/ami-manifest-path", "(unknown)"},
      {"meta-data/hostname", "ip-10-0-0-5.eu-central-1.compute.internal"},
      {"meta-data/iam/info", R"({ "Code" : "Success" })"},
      {fmt::format("meta-data/iam/security-credentials/{}", kRole), ""},
      {"meta-data/instance-id", "i-00000000000000001"},
      {"meta-data/instance-type", "m7i.large"},
      {"meta-data/local-hostname", "ip-10-0-0-5.eu-central-1.compute.internal"},
      {"meta-data/local-ipv4", "10.0.0.5"},
      {"meta-data/mac", "0a:00:00:00:00:05"},
      {"meta-data/placement/availability-zone", "eu-central-1a"},
      {"meta-data/placement/region", "eu-central-1"},
      {"meta-data/reservation-id", "r-00000000000000001"},
      {"meta-data/security-groups", "default"},
      {"meta-data/services/domain", "amazonaws.com"},
      {"meta-data/services/partition", "aws"},
      {"user-data", fmt::format("#cloud-config\n# {}UserData\n", kCanary)},
  };
  return kLeaves;
}

Document leaf(std::string_view key, const std::string& text) {
  if (key.starts_with("meta-data/iam/security-credentials/"))
    return {credentials(), kText};
  if (key.ends_with("/document"))
    return {identity(), kText};
  return {text, key == "user-data" ? kBytes : kText};
}

std::optional<Document> folder(std::string_view key) {
  const std::string prefix = key.empty() || key.ends_with('/')
                                 ? std::string(key)
                                 : fmt::format("{}/", key);
  std::set<std::string> names;
  for (const auto& [path, text] : leaves()) {
    if (!path.starts_with(prefix))
      continue;
    const auto end = path.find('/', prefix.size());
    names.insert(path.substr(prefix.size(),
                             end == path.npos ? end : end + 1 - prefix.size()));
  }
  if (names.empty())
    return std::nullopt;
  return Document{fmt::format("{}", fmt::join(names, "\n")), kText};
}

bool is_date(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size())
    return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (kShape[i] == '-' ? text[i] != '-'
                         : !std::isdigit(static_cast<unsigned char>(text[i])))
      return false;
  return true;
}

std::string without_doubled_slashes(std::string_view path) {
  std::string out;
  for (const char c : path)
    if (c != '/' || !out.ends_with('/'))
      out += c;
  return out;
}

// What follows the version in a path of IMDS: "meta-data/" of
// "/latest/meta-data/".
std::optional<std::string_view> below_version(std::string_view path) {
  path = path.substr(0, path.find('?'));
  if (!path.starts_with('/'))
    return std::nullopt;
  path.remove_prefix(1);
  const auto slash = path.find('/');
  const auto version = path.substr(0, slash);
  if (version != "latest" && version != "1.0" && !is_date(version))
    return std::nullopt;
  return slash == path.npos ? "" : path.substr(slash + 1);
}

} // namespace

std::optional<Document> metadata(std::string_view asked) {
  const std::string path = without_doubled_slashes(asked);
  if (path == "/")
    return Document{"1.0\n2021-07-15\n2022-09-24\nlatest", kText};
  const auto key = below_version(path);
  if (!key)
    return std::nullopt;
  const auto name = key->substr(0, key->size() - (key->ends_with('/') ? 1 : 0));
  if (auto found = leaves().find(name); found != leaves().end())
    return leaf(found->first, found->second);
  return folder(*key);
}

bool is_token_path(std::string_view path) {
  return below_version(path) == "api/token";
}

bool is_latest_token_path(std::string_view path) {
  return is_token_path(path) && path.starts_with("/latest/");
}

} // namespace imds::standin
