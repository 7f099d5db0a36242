// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/link.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imds::sniffer {

/// The keeper's side of replacing a file: the surveyor may not create files,
/// so it is given an empty one beside the old (open_part), fills it, and has it
/// put in the old one's place (commit_part). Only files of the list.
void serve_file(Message kind, std::uint64_t index,
                const std::vector<std::string>& files, Link& link);

} // namespace imds::sniffer
