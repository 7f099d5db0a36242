// SPDX-License-Identifier: Apache-2.0
#include "analyzer/lexical/literal.h"

#include <cctype>

namespace imds::analyzer::lexical {

namespace {

int digit_value(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'a' && c <= 'f')
    return c - 'a' + 10;
  if (c >= 'A' && c <= 'F')
    return c - 'A' + 10;
  return 99;
}

void append_utf8(std::string& out, std::uint32_t code) {
  auto tail = [&](int shift) {
    out += static_cast<char>(0x80 | ((code >> shift) & 0x3f));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | (code >> 6));
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xe0 | (code >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | ((code >> 18) & 7));
    tail(12);
    tail(6);
    tail(0);
  }
}

/// Reads at most `most` digits of `base` and advances.
std::uint32_t read_digits(std::string_view& rest, int base, int most) {
  std::uint32_t value = 0;
  for (; most > 0 && !rest.empty() && digit_value(rest[0]) < base; --most) {
    value = value * static_cast<std::uint32_t>(base) +
            static_cast<std::uint32_t>(digit_value(rest[0]));
    rest.remove_prefix(1);
  }
  return value;
}

/// `rest` begins behind the backslash.
void append_escape(std::string& out, std::string_view& rest) {
  char c = rest[0];
  if (c >= '0' && c <= '7') {
    out += static_cast<char>(read_digits(rest, 8, 3));
    return;
  }
  rest.remove_prefix(1);
  switch (c) {
  case 'x':
    out += static_cast<char>(read_digits(rest, 16, 8));
    return;
  case 'u':
    return append_utf8(out, read_digits(rest, 16, 4));
  case 'U':
    return append_utf8(out, read_digits(rest, 16, 8));
  case '\r':
    if (rest.starts_with('\n'))
      rest.remove_prefix(1);
    return;
  case '\n':
    return;
  default:
    break;
  }
  static constexpr std::string_view kFrom = "ntrabfv0";
  static constexpr std::string_view kTo = "\n\t\r\a\b\f\v";
  std::size_t index = kFrom.find(c);
  out += index < kTo.size() ? kTo[index] : c;
}

std::string raw_bytes(std::string_view token, std::size_t quote) {
  std::size_t open = token.find('(', quote);
  std::string_view mark = token.substr(quote + 1, open - quote - 1);
  std::size_t close = token.rfind(std::string(")").append(mark).append("\""));
  if (close == std::string_view::npos || close <= open)
    close = token.size();
  return std::string(token.substr(open + 1, close - open - 1));
}

} // namespace

std::string literal_bytes(std::string_view token) {
  std::size_t quote = token.find_first_of("\"'");
  if (quote == std::string_view::npos)
    return {};
  if (quote > 0 && token[quote - 1] == 'R')
    return raw_bytes(token, quote);
  char mark = token[quote];
  std::string_view rest = token.substr(quote + 1);
  std::string out;
  out.reserve(rest.size());
  while (!rest.empty() && rest[0] != mark) {
    char c = rest[0];
    rest.remove_prefix(1);
    if (c == '\\' && !rest.empty())
      append_escape(out, rest);
    else
      out += c;
  }
  return out;
}

std::optional<std::int64_t> integer_value(std::string_view token) {
  int base = 10;
  if (token.starts_with("0x") || token.starts_with("0X"))
    base = 16;
  else if (token.starts_with("0b") || token.starts_with("0B"))
    base = 2;
  else if (token.starts_with("0"))
    base = 8;
  if (base == 16 || base == 2)
    token.remove_prefix(2);
  std::uint64_t value = 0;
  for (char c : token) {
    if (c == '\'')
      continue;
    if (c == '.' || (base != 16 && (c == 'e' || c == 'E')))
      return std::nullopt;
    int digit = digit_value(c);
    if (digit >= base)
      break;
    value = value * static_cast<std::uint64_t>(base) +
            static_cast<std::uint64_t>(digit);
  }
  return static_cast<std::int64_t>(value);
}

} // namespace imds::analyzer::lexical
