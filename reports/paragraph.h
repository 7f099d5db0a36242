// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace imds::report {

/// `text` in lines of at most `width` columns. The first line starts with
/// `head`, the others with as many spaces; a word longer than a line is not
/// broken. Foreign bytes are made printable.
std::string paragraph(std::string_view head, std::string_view text,
                      std::size_t width = 80);

/// Starts with a capital and ends with a full stop.
std::string sentence(std::string_view text);

/// "1,204".
std::string grouped(std::uint64_t n);

/// "1 host", "1,204 hosts".
std::string counted(std::uint64_t n, std::string_view one);

} // namespace imds::report
