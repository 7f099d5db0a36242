// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace imds::analyzer::lexical {

enum class TokenKind : std::uint8_t {
  end,
  name,      // identifiers and keywords
  number,    // with digit separators and suffixes
  string,    // with prefix, quotes and suffix; raw strings too
  character, // 'a'
  sign,      // ">" is always alone, so that a >> may close two templates
  directive, // from # to the end of its logical line
  if_begin,  // a whole #if group of statements: text is the condition
  if_else,   // text: its condition, or empty
  if_end,
};

struct Token {
  std::string_view text;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  TokenKind kind = TokenKind::end;
  char single = '\0'; // a sign of one byte
};

/// Bytes [begin, end) of the text.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
};

struct Lexed {
  std::vector<Token> tokens; // the last is TokenKind::end
  std::vector<Span> comments;
};

} // namespace imds::analyzer::lexical
