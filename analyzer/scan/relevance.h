// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/scan/needles.h"

#include <set>
#include <string>
#include <vector>

namespace imds::analyzer {

/// A file that mentions IMDS in code, and where.
struct Seed {
  std::string file;
  std::vector<int> lines;
};

struct Relevant {
  std::vector<std::string> files;    // sorted
  std::vector<std::string> left_out; // past the bound, sorted
  std::set<std::string> unfollowed;  // names whose users were not looked for
};

/// Of the C and C++ files `code`, those that a flow through a seed may pass,
/// the seeds among them. `sdk` are names that are hits by themselves.
Relevant relevant_files(const std::string& root,
                        const std::vector<std::string>& code,
                        const std::vector<Seed>& seeds, const Needles& sdk,
                        int jobs);

} // namespace imds::analyzer
