// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace imds {

/// Compares dotted numbers; what follows them is ignored, and a part that is
/// missing is 0. -1, 0, 1.
int compare_versions(std::string_view a, std::string_view b);

} // namespace imds
