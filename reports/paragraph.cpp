// SPDX-License-Identifier: Apache-2.0
#include "reports/paragraph.h"

#include "reports/term.h"

namespace imds::report {
namespace {

// Columns, counting UTF-8 characters as one; nothing here writes wide ones.
std::size_t columns_of(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text)
    n += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return n;
}

} // namespace

std::string paragraph(std::string_view head, std::string_view text,
                      std::size_t width) {
  const std::size_t indent = columns_of(head);
  const std::string safe = term::printable(text);
  std::string out(head);
  std::size_t at = indent;
  std::string_view rest = safe;
  while (!rest.empty()) {
    const auto space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    rest = space == std::string_view::npos ? "" : rest.substr(space + 1);
    if (word.empty())
      continue;
    const std::size_t needs = columns_of(word) + (at > indent ? 1 : 0);
    if (at > indent && at + needs > width) {
      out += '\n' + std::string(indent, ' ');
      at = indent;
    }
    if (at > indent)
      out += ' ';
    at += at > indent ? needs : columns_of(word);
    out += word;
  }
  return out + '\n';
}

std::string sentence(std::string_view text) {
  std::string out(text);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z')
    out[0] = static_cast<char>(out[0] - 'a' + 'A');
  return out.ends_with('.') ? out : out + '.';
}

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t n, std::string_view one) {
  return grouped(n) + ' ' + std::string(one) + (n == 1 ? "" : "s");
}

} // namespace imds::report
