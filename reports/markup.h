// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace imds::report {

/// Foreign text for HTML and XML alike, as content and as an attribute's value
/// in quotes. Control characters are made visible, newlines too.
std::string escaped_markup(std::string_view foreign);
/// The same as content only: newlines stay.
std::string escaped_lines(std::string_view foreign);

} // namespace imds::report
