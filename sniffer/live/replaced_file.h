// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/link.h"

#include <cstdint>
#include <string>

namespace imds::sniffer {

/// Files that the surveyor may have replaced; a path may be empty.
struct ReplacedFiles {
  std::string log;     // mode 0600
  std::string metrics; // readable by all
};
enum class ReplacedFile : std::uint64_t { log, metrics };

/// Whether one of them lies in a folder of another user.
bool in_foreign_folder(const ReplacedFiles& files);

/// The keeper's side of replacing a file: the surveyor may not create files,
/// so it is given an empty one beside the old (open_part), fills it, and has it
/// put in the old one's place (commit_part).
void serve_file(Message kind, ReplacedFile which, const ReplacedFiles& files,
                Link& link);

} // namespace imds::sniffer
