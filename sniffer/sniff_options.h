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
};

/// The table of options, writing into `options`.
Verb sniff_verb(SniffOptions& options);

} // namespace imds::sniffer
