// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace imds::analyzer {

/// Whether a file is a test's, by its path. What it says of IMDS is the test's
/// business: an expectation, or a server of its own.
bool is_test_file(std::string_view path);

} // namespace imds::analyzer
