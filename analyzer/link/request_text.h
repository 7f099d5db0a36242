// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/flow.h"
#include "analyzer/link/value.h"
#include "reports/imds.h"

#include <string>
#include <string_view>
#include <vector>

// Reads texts that make requests: URLs, whole HTTP heads, header lines. All
// work on texts with holes and never look inside one.
namespace imds::analyzer::link {

struct Url {
  Text host; // without port and user; empty: none in the text
  Text path; // with its "/"; empty: none in the text
  bool scheme = false;
};

/// Splits "http://host:port/path", "host/path", "/path" and "latest/path".
Url split_url(const Text& text);
/// The same, with "http://169.254.169.254" {hole} taken for the endpoint: the
/// hole is a port where there is a path behind it. Else it is the path, if it
/// comes from outside; what a call gave may be one that was lost here.
Url url_of(const Text& text, const Imds& imds, const Holes& holes);

/// What a text means to IMDS, by its literals.
struct Meaning {
  bool endpoint = false;   // its host is the endpoint
  bool ec2_path = false;   // its path is one of EC2's
  bool token_path = false; // .../api/token
  std::string foreign;     // the other cloud that its path or host names
  bool host_open = false;  // the host is a hole, or there is none
  bool host_other = false; // the host is known and is not the endpoint
  bool path_open = false;  // no literal of the path decides
};
Meaning meaning(const Url& url, const Imds& imds);

/// Whether the text says anything of IMDS, in any role.
bool concerns_imds(const Text& text, const Imds& imds);

/// An address as a number, in either order of its bytes: the endpoint's host.
std::string host_of_number(std::int64_t number, const Imds& imds);

/// A text that starts a request: "GET /path HTTP/1.1\r\nName: value".
struct RawHead {
  Verb verb = Verb::unknown;
  Text path;
  Text host;
  std::vector<std::pair<std::string, Text>> headers; // lower case names
};
/// nullopt-like: verb is unknown where `text` is no such head.
RawHead raw_head(const Text& text);

Verb verb_of(std::string_view word); // "GET", "kPut", "http::verb::put"
std::string lower(std::string_view text);
/// "X-aws-ec2-metadata-token: %s" -> "x-aws-ec2-metadata-token".
std::string header_name(const Text& text);
/// Pieces after "Name:".
Text header_value(const Text& text);

} // namespace imds::analyzer::link
