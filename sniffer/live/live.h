// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/exit_status.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// What `sniff` without -r was asked to do.
struct LiveOptions {
  std::vector<std::string> interfaces; // empty: all
  std::vector<std::string> endpoints;  // beside those of the rules
  std::vector<std::string> rules;      // folders of --rules
  std::optional<std::int64_t> seconds; // --for
  std::string output;                  // -o, appended to; empty: none
  std::string attribution = "auto";    // auto, ebpf, ebpf-no-btf, diag
  bool other_namespaces = true;
  bool argv = true;
  bool user = true;
  bool evidence_on_stdout = false;
  bool watch = false;
  std::string prometheus; // file of counts; empty: none
  std::string write;      // pcapng file; empty: none
};

/// Surveys this host until the time is up or a signal ends it.
ExitStatus survey_live(const LiveOptions& options);

} // namespace imds::sniffer
