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

/// Whose service a path or header belongs to.
enum class Cloud { ec2, other, undecided };

/// Says what a host, path or header means. Immutable; safe to share.
class Imds {
public:
  /// Reads rules/imds/ of the built-in rules and of `extra_dirs`.
  static Result<Imds> load(const std::vector<std::string>& extra_dirs);

  /// `host` in any spelling that inet_aton, an IPv6 literal (brackets or not,
  /// v4-mapped, NAT64) or the DNS names of EC2 give the endpoint. Returns the
  /// canonical address, "169.254.169.254" or "fd00:ec2::254", else nullopt.
  std::optional<std::string> endpoint(std::string_view host) const;

  /// A path (query allowed) of a request to the endpoint.
  Cloud cloud_of_path(std::string_view path) const;
  /// Which cloud a foreign path or header (name, any case) is, for messages.
  std::optional<std::string> foreign_path(std::string_view path) const;
  std::optional<std::string> foreign_header(std::string_view name) const;

  bool is_token_path(std::string_view path) const; // /latest/api/token
  bool is_token_header(std::string_view name) const;
  bool is_ttl_header(std::string_view name) const;
  /// credentials, user-data, identity-document, region, other: what a caller
  /// loses when this path answers 401.
  std::string consequence(std::string_view path) const;

  /// Substrings one of which is in every text that spells the endpoint or a
  /// metadata path: the prefilter's needles, lower case.
  const std::vector<std::string>& needles() const { return needles_; }

private:
  struct Foreign {
    std::string cloud;
    std::vector<std::string> path_prefixes;
    std::vector<std::string> headers; // lower case
  };
  struct Consequence {
    std::string name;
    std::vector<std::string> path_parts;
  };

  std::vector<std::string> hosts_v4_, hosts_v6_, names_, name_suffixes_;
  std::vector<std::string> ec2_roots_;
  std::string token_path_, token_header_, ttl_header_;
  std::vector<Foreign> foreign_;
  std::vector<Consequence> consequences_;
  std::vector<std::string> needles_;
};

} // namespace imds
