// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/lexical/token.h"

namespace imds::analyzer::lexical {

/// Splits C or C++ text. Never fails: a quote that does not close ends with
/// its line, a comment or raw string with the text, other bytes are signs.
/// Linear. The tokens point into `text`.
Lexed lex(std::string_view text);

/// The body of a directive (what follows #define NAME), where a newline is a
/// blank. `body` lies in the text that its place counts from.
std::vector<Token> lex_body(std::string_view body, std::uint32_t line,
                            std::uint32_t column);

} // namespace imds::analyzer::lexical
