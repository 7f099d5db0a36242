// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/scan/needles.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// A file that mentions IMDS in code, and where.
struct Seed {
  std::string file;
  std::vector<int> lines;
};

/// Of the C and C++ files `code`, those that a flow through a seed may pass,
/// sorted; the seeds among them. `sdk` are names that are hits by themselves.
std::vector<std::string> relevant_files(const std::string& root,
                                        const std::vector<std::string>& code,
                                        const std::vector<Seed>& seeds,
                                        const Needles& sdk, int jobs);

} // namespace imds::analyzer
