// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace imds::analyzer {

/// The line of source with a caret under `column`, as compilers show it; empty
/// where the file has no such line. Long lines are cut around the column.
std::string snippet(const std::string& path, int line, int column, int columns);

/// A secret that somebody wrote into the source stays there: what follows a
/// header or option that carries one is starred, up to the end of its string
/// or word. The length is kept.
void mask_secrets(std::string& text);

} // namespace imds::analyzer
