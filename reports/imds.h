// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What IMDS is: its addresses in every spelling, its paths, its headers, and
// the clouds that live at the same address. The knowledge is rules/imds/*.json;
// this file gives it a voice that the analyzer and the sniffer share.
namespace imds {

/// Whose service a path belongs to; `undecided` for "/", "" and what neither
/// EC2 nor another known cloud claims.
enum class Cloud { ec2, other, undecided };

/// Says what a host, path or header means. Immutable; safe to share.
class Imds {
public:
  /// Reads rules/imds/ of the built-in rules and of `extra_dirs`.
  static Result<Imds> load(const std::vector<std::string>& extra_dirs);

  /// `host` (no port) in any spelling that inet_aton, an IPv6 literal
  /// (brackets or not, v4-mapped, NAT64), percent-encoding or the DNS names of
  /// EC2 give the endpoint. Returns the canonical address, "169.254.169.254"
  /// or "fd00:ec2::254", else nullopt.
  std::optional<std::string> endpoint(std::string_view host) const;

  /// `path` of a request to the endpoint; a query and a missing leading slash
  /// are accepted.
  Cloud cloud_of_path(std::string_view path) const;
  /// The name of the other cloud that claims a path, header (any case) or
  /// host, for messages; nullopt where none does.
  std::optional<std::string> foreign_path(std::string_view path) const;
  std::optional<std::string> foreign_header(std::string_view name) const;
  std::optional<std::string> foreign_host(std::string_view host) const;

  bool is_token_path(std::string_view path) const; // /latest/api/token
  bool is_token_header(std::string_view name) const;
  bool is_ttl_header(std::string_view name) const;
  /// What a caller loses when this path answers 401: "credentials",
  /// "user-data", "region" ...; "metadata" where nothing more is known.
  std::string consequence(std::string_view path) const;

  const std::string& token_path() const { return token_path_; }
  const std::string& token_header() const { return token_header_; }
  const std::string& ttl_header() const { return ttl_header_; }
  /// Canonical addresses of the endpoint, IPv4 first.
  const std::vector<std::string>& addresses() const { return addresses_; }
  /// Substrings (lower case) one of which is in every text that spells the
  /// endpoint, a metadata path or a token header: the prefilter's needles.
  const std::vector<std::string>& needles() const { return needles_; }

private:
  struct Foreign {
    std::string cloud;
    std::vector<std::string> paths;   // prefixes, lower case
    std::vector<std::string> headers; // lower case
    std::vector<std::string> hosts;   // lower case
  };
  struct Consequence {
    std::string name;
    std::vector<std::string> paths; // substrings
  };
  struct NamePattern {
    std::string prefix;
    std::string suffix;
  };
  friend struct ImdsLoader;

  std::vector<std::string> addresses_, names_, versions_, trees_, needles_;
  std::vector<NamePattern> name_patterns_;
  std::string token_path_, token_header_, ttl_header_;
  std::vector<Foreign> foreign_;
  std::vector<Consequence> consequences_;
};

} // namespace imds
