// SPDX-License-Identifier: Apache-2.0
#include "tests/paths.h"

namespace imds::tests {

std::string source_dir() { return IMDS_SOURCE_DIR; }
std::string binary_dir() { return IMDS_BINARY_DIR; }

} // namespace imds::tests
