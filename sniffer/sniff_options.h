// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/options.h"

#include <string>
#include <vector>

namespace imds::sniffer {

/// What the command line of `sniff` asked for.
struct SniffOptions {
  std::vector<std::string> read;      // -r FILE, and the files behind it
  std::vector<std::string> more;      // positional: more files for -r
  std::string output;                 // -o
  bool evidence = false;              // --evidence
  std::vector<std::string> endpoints; // --endpoint
  std::vector<std::string> rules;     // --rules

  // Of a live survey:
  std::vector<std::string> interfaces; // -i
  std::string duration;                // --for
  std::string attribution = "auto";    // --attribution
  bool one_namespace = false;          // --one-namespace
  bool no_argv = false;                // --no-argv
  bool no_user = false;                // --no-user
  bool watch = false;                  // --watch
  std::string prometheus;              // --prometheus
  std::string write;                   // -w
};

/// The table of options, writing into `options`.
Verb sniff_verb(SniffOptions& options);

/// The first option given that says how to watch a host; empty: none.
std::string live_option_of(SniffOptions& o);

} // namespace imds::sniffer
