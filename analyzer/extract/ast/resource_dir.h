// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace imds::analyzer {

/// The folder of Clang's own headers (stddef.h ...) that fit the library this
/// program runs with; "" where there is none.
std::string resource_dir();

} // namespace imds::analyzer
