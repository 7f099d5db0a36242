// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"

#include <string>
#include <string_view>
#include <vector>

// A comment in the source that says: this request is known and wanted.
//
//   curl_easy_perform(h); // imds-ready: allow(libcurl.v1_get) OpenStack only
//
// It covers the findings of its line; alone on a line, those of the next line
// that is not a comment. Several rules are separated by commas. The reason is
// required, and a comment that covers nothing is reported.
namespace imds::analyzer {

struct Allow {
  std::string file;
  int line = 0;   // of the comment
  int covers = 0; // the line whose findings it allows
  std::vector<std::string> rules;
  std::string reason;
  std::string trouble; // why the comment cannot be used; else empty
};

/// The allow comments of one file's text, in any language's comment syntax.
std::vector<Allow> read_allows(const std::string& file, std::string_view text);

/// Sets the standing of allowed findings and lists the stale comments.
void apply_allows(const std::vector<Allow>& allows, Analysis& analysis);

} // namespace imds::analyzer
