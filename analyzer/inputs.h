// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"

#include <string>
#include <vector>

namespace imds::analyzer {

/// What the command line names, made ready for the scan.
struct Inputs {
  std::string root;                 // absolute: what `file` is relative to
  std::vector<std::string> present; // absolute paths of trees and files
  std::vector<std::string> missing; // as given: they do not exist
};

/// One folder is its own root; several inputs, or files, have the deepest
/// folder that holds all of them. Fails where none exists.
Result<Inputs> find_inputs(const std::vector<std::string>& given);

} // namespace imds::analyzer
