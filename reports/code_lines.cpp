// SPDX-License-Identifier: Apache-2.0
//
// A line of a fix may be longer than a terminal, and it has to stay code that
// can be copied. A backslash at the end goes on with the line in C, C++ and
// the shell alike, so a long line is broken at a space outside of quotes.
//
// A quoted text that is too long alone stays whole: it would change.
// Tested by code_lines_test.cpp.
#include "reports/code_lines.h"

#include "reports/term.h"

namespace imds::report {
namespace {

constexpr std::size_t kDeeper = 4;

// The last space outside of quotes with which the line still fits, or else the
// first one behind.
std::size_t place_to_break(std::string_view line, std::size_t room) {
  std::size_t best = std::string_view::npos;
  char quote = 0;
  for (std::size_t at = line.find_first_not_of(' '); at < line.size(); ++at) {
    const char c = line[at];
    if (c == '\\')
      ++at;
    else if (quote != 0)
      quote = c == quote ? '\0' : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == ' ' && (at < room || best == std::string_view::npos))
      best = at;
  }
  return best;
}

std::string fitted(std::string_view line, std::size_t indent,
                   std::size_t width) {
  constexpr std::size_t kMark = 2; // " \"
  std::string out;
  while (indent + line.size() > width && indent + kMark < width) {
    const std::size_t space = place_to_break(line, width - indent - kMark + 1);
    if (space == std::string_view::npos)
      break;
    out += std::string(indent, ' ');
    out += line.substr(0, space);
    out += " \\\n";
    if (out.size() == indent + space + 3) { // the first piece
      const auto code = line.find_first_not_of(' ');
      indent += code + kDeeper;
    }
    line.remove_prefix(space + 1);
  }
  return out + std::string(indent, ' ') + std::string(line) + '\n';
}

} // namespace

std::string code_lines(std::string_view code, std::size_t indent,
                       std::size_t width) {
  std::string out;
  while (!code.empty()) {
    const auto end = code.find('\n');
    out += fitted(term::printable(code.substr(0, end)), indent, width);
    code = end == std::string_view::npos ? "" : code.substr(end + 1);
  }
  return out;
}

} // namespace imds::report
