// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace imds::report {

/// Lines of code or commands behind `indent` spaces; see code_lines.cpp.
std::string code_lines(std::string_view code, std::size_t indent,
                       std::size_t width = 80);

} // namespace imds::report
