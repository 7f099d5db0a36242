// SPDX-License-Identifier: Apache-2.0
//
// Answers what a host, a path or a header means to IMDS.
//
// A host is parsed, not compared: 0xA9FEA9FE, 169.254.43518 and
// [::ffff:a9fe:a9fe] all reach the endpoint, because inet_aton() takes them and
// libcurl hands them to it. "169.254.169.254." does not: with the final dot it
// is a DNS name.
//
// A path alone cannot tell EC2 from the clouds that copied its tree
// (OpenStack, Exoscale, ...): it is taken as EC2, and the caller lowers its
// confidence where something else names another cloud.
//
// Tested by tests/reports/imds_test.cpp.
#include "reports/imds.h"

#include "reports/lower.h"
#include "reports/rule_file.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

namespace imds {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  char l = static_cast<char>(c | 0x20);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    bool coded = text[i] == '%' && i + 2 < text.size() &&
                 hex_digit(text[i + 1]) >= 0 && hex_digit(text[i + 2]) >= 0;
    if (!coded) {
      out += text[i];
      continue;
    }
    out +=
        static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
    i += 2;
  }
  return out;
}

using Ip6 = std::array<unsigned char, 16>;

std::optional<in_addr> parse_ip4(const std::string& host) {
  // inet_aton() stops at white space and calls the rest a comment.
  in_addr ip{};
  bool plain = !host.empty() && std::ranges::none_of(host, [](char c) {
    return std::isspace(static_cast<unsigned char>(c)) != 0;
  });
  return plain && inet_aton(host.c_str(), &ip) == 1 ? std::optional(ip)
                                                    : std::nullopt;
}

std::optional<Ip6> parse_ip6(std::string host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  if (auto zone = host.find('%'); zone != std::string::npos)
    host.resize(zone);
  Ip6 ip{};
  return inet_pton(AF_INET6, host.c_str(), ip.data()) == 1 ? std::optional(ip)
                                                           : std::nullopt;
}

/// The IPv4 address inside ::a.b.c.d, ::ffff:a.b.c.d and 64:ff9b::a.b.c.d.
std::optional<in_addr> embedded_ip4(const Ip6& ip) {
  constexpr Ip6 kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  constexpr Ip6 kNat64 = {0, 0x64, 0xff, 0x9b};
  constexpr Ip6 kCompatible = {};
  for (const Ip6* prefix : {&kMapped, &kNat64, &kCompatible})
    if (std::memcmp(ip.data(), prefix->data(), 12) == 0) {
      in_addr inner{};
      std::memcpy(&inner, ip.data() + 12, sizeof inner);
      return inner;
    }
  return std::nullopt;
}

std::string text_of(const in_addr& ip) {
  char text[INET_ADDRSTRLEN] = "";
  inet_ntop(AF_INET, &ip, text, sizeof text);
  return text;
}

std::string text_of(const Ip6& ip) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(AF_INET6, ip.data(), text, sizeof text);
  return text;
}

bool contains(const std::vector<std::string>& list, const std::string& word) {
  return std::ranges::find(list, word) != list.end();
}

/// `out` ends in a slash; takes one segment further, as RFC 3986, 5.2.4 does.
void take_segment(std::string_view segment, std::string& out) {
  if (segment.empty() || segment == ".")
    return;
  if (segment != "..")
    out.append(segment) += '/';
  else if (out.size() > 1)
    out.resize(out.rfind('/', out.size() - 2) + 1);
}

/// "/a/../latest//%6deta-data/?x" -> "/latest/meta-data/"
std::string normal_path(std::string_view path) {
  const std::string plain =
      percent_decoded(path.substr(0, path.find_first_of("?#")));
  std::string out = "/";
  std::string_view rest = plain;
  std::string_view segment;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('/'), rest.size());
    segment = rest.substr(0, end);
    take_segment(segment, out);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const bool folder = plain.ends_with('/') || segment == "." || segment == "..";
  if (!folder && out.size() > 1)
    out.pop_back();
  return out;
}

bool is_dated(std::string_view segment) { // 2021-03-23
  constexpr std::string_view kShape = "dddd-dd-dd";
  return segment.size() == kShape.size() &&
         std::ranges::equal(segment, kShape, [](char c, char shape) {
           return shape == '-' ? c == '-'
                               : std::isdigit(static_cast<unsigned char>(c));
         });
}

/// Whether `path` is `prefix` or goes on below it; a prefix that ends within
/// a segment ("/metadata/v1") also claims "/metadata/v1.json".
bool claims(const std::string& prefix, const std::string& path) {
  if (!path.starts_with(prefix))
    return path.size() + 1 == prefix.size() && prefix.starts_with(path);
  if (path.size() == prefix.size() || prefix.back() == '/')
    return true;
  char next = path[prefix.size()];
  return next == '/' || next == '.';
}

std::vector<std::string> strings(const nlohmann::json& object,
                                 const char* key) {
  return object.value(key, std::vector<std::string>{});
}

std::vector<std::string> lowered(std::vector<std::string> words) {
  for (auto& word : words)
    word = lower(word);
  return words;
}

} // namespace

/// Turns the checked JSON into the tables.
struct ImdsLoader {
  Imds out;

  void add_ec2(const nlohmann::json& ec2) {
    out.addresses_ = strings(ec2, "addresses");
    out.names_ = lowered(strings(ec2, "names"));
    for (const auto& p : ec2.value("name_patterns", nlohmann::json::array()))
      out.name_patterns_.push_back({p["prefix"], p["suffix"]});
    out.versions_ = strings(ec2, "versions");
    out.trees_ = strings(ec2, "trees");
    out.token_path_ = ec2["token_path"];
    out.token_header_ = lower(ec2["token_header"].get<std::string>());
    out.ttl_header_ = lower(ec2["ttl_header"].get<std::string>());
    out.needles_ = lowered(strings(ec2, "needles"));
    for (const auto& c : ec2.value("consequences", nlohmann::json::array()))
      out.consequences_.push_back({c["name"], strings(c, "paths")});
  }

  void add_clouds(const nlohmann::json& clouds) {
    for (const auto& c : clouds)
      out.foreign_.push_back({c["cloud"], lowered(strings(c, "paths")),
                              lowered(strings(c, "headers")),
                              lowered(strings(c, "hosts"))});
  }
};

Result<Imds> Imds::load(const std::vector<std::string>& extra_dirs) {
  auto files = load_rules("imds", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  ImdsLoader loader;
  for (const RuleFile& file : *files) {
    if (file.content.contains("ec2"))
      loader.add_ec2(file.content["ec2"]);
    if (file.content.contains("other_clouds"))
      loader.add_clouds(file.content["other_clouds"]);
  }
  if (loader.out.addresses_.empty())
    return fail("no rule says where EC2 IMDS answers", "rules/imds",
                "keep the built-in rules/imds/ec2.json in place");
  return loader.out;
}

std::optional<std::string> Imds::endpoint(std::string_view host) const {
  std::string name = percent_decoded(host);
  std::string address;
  if (auto ip = parse_ip4(name))
    address = text_of(*ip);
  else if (auto ip6 = parse_ip6(name)) {
    auto inner = embedded_ip4(*ip6);
    address = inner ? text_of(*inner) : text_of(*ip6);
  }
  if (!address.empty())
    return contains(addresses_, address) ? std::optional(address)
                                         : std::nullopt;
  name = lower(name);
  bool known = contains(names_, name) ||
               std::ranges::any_of(name_patterns_, [&](const NamePattern& p) {
                 return name.starts_with(p.prefix) && name.ends_with(p.suffix);
               });
  return known ? std::optional(addresses_.front()) : std::nullopt;
}

std::optional<std::string> Imds::foreign_path(std::string_view path) const {
  std::string p = lower(normal_path(path));
  for (const Foreign& f : foreign_)
    for (const std::string& prefix : f.paths)
      if (claims(prefix, p))
        return f.cloud;
  return std::nullopt;
}

std::optional<std::string> Imds::foreign_header(std::string_view name) const {
  std::string n = lower(name);
  for (const Foreign& f : foreign_)
    if (contains(f.headers, n))
      return f.cloud;
  return std::nullopt;
}

std::optional<std::string> Imds::foreign_host(std::string_view host) const {
  std::string h = lower(host);
  for (const Foreign& f : foreign_)
    if (contains(f.hosts, h))
      return f.cloud;
  return std::nullopt;
}

Cloud Imds::cloud_of_path(std::string_view path) const {
  std::string p = normal_path(path);
  if (foreign_path(p)) // some have a tree of their own below EC2's versions
    return Cloud::other;
  std::string rest = p.substr(1);
  std::string version = rest.substr(0, rest.find('/'));
  return contains(versions_, version) || is_dated(version) ? Cloud::ec2
                                                           : Cloud::undecided;
}

bool Imds::is_token_path(std::string_view path) const {
  std::string p = normal_path(path);
  return p == token_path_ || p == token_path_ + "/";
}

bool Imds::is_token_header(std::string_view name) const {
  return lower(name) == token_header_;
}

bool Imds::is_ttl_header(std::string_view name) const {
  return lower(name) == ttl_header_;
}

std::string Imds::consequence(std::string_view path) const {
  std::string p = normal_path(path);
  for (const Consequence& c : consequences_)
    for (const std::string& part : c.paths)
      if (p.find(part) != std::string::npos)
        return c.name;
  return "metadata";
}

} // namespace imds
