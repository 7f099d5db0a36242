// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace imds {

/// Compares dotted numbers; what follows them is ignored, and a part that is
/// missing is 0. -1, 0, 1.
int compare_versions(std::string_view a, std::string_view b);

/// The version that a manifest fixes: "==1.12.0" and "=1.12.0" are 1.12.0. A
/// range (">=1.12.0", "^1.12.0") fixes none and is "".
std::string_view fixed_version(std::string_view pin);

} // namespace imds
