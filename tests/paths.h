// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// Where a test finds its cases and the programs. One small library knows the
// absolute paths, so that test objects are the same in every checkout and a
// compiler cache can share them.
namespace imds::tests {

std::string source_dir();
std::string binary_dir();

} // namespace imds::tests
