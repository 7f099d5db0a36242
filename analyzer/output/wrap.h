// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace imds::analyzer {

/// `text` behind `lead`, broken at spaces so that no line is wider than
/// `columns`; further lines are indented like the first. Line breaks of the
/// text stay, and a line that starts with a space (code) is never broken.
std::string wrap(std::string_view lead, std::string_view text, int columns);

} // namespace imds::analyzer
