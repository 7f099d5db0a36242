// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/line_reader.h"
#include "reports/merge.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imds::report {

/// What an input file turned out to be, by its content.
enum class InputKind {
  evidence,
  aws_json,        // describe-instances, CloudWatch, account defaults
  packet_analyzer, // the log of aws-imds-packet-analyzer
  capture,         // a pcap: for `sniff -r`
  compressed,
  utf16,       // what PowerShell's ">" writes
  not_by_line, // facts, but in a list or over several lines
  report,      // one of our own, for --diff
  empty,
  unknown,
};

/// `head`: the first bytes of a file, which may end anywhere.
InputKind recognise(std::string_view head);

/// Reads files, "-" and folders (every *.ndjson below) into `merge`; what is
/// wrong becomes a Trouble. Returns how many gave anything.
std::size_t read_inputs(const std::vector<std::string>& paths, const Imds& imds,
                        Merge& merge);

} // namespace imds::report
