// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/lexical/token.h"

#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer::lexical {

/// One #define. `body` is its source, comments and all.
struct MacroText {
  std::string_view name;
  std::vector<std::string_view> params;
  bool function_like = false;
  std::string_view body;
  std::uint32_t line = 0;
  std::uint32_t column = 0; // of the body
};

struct Resolved {
  std::vector<Token> tokens; // without directives; the last is `end`
  std::vector<MacroText> macros;
  std::vector<Span> inactive; // #if 0
};

/// Takes the directives out of `lexed`, which was read from `text`. A group of
/// whole statements keeps both sides between if_begin, if_else and if_end.
Resolved resolve_conditions(std::string_view text, const Lexed& lexed);

/// "#ifndef X" as "!defined(X)", "#if A" as "A"; of if_begin and if_else.
std::string condition_of(std::string_view directive);

} // namespace imds::analyzer::lexical
