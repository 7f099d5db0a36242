// SPDX-License-Identifier: Apache-2.0
#include "reports/markup.h"

#include "reports/term.h"

namespace imds::report {

std::string escaped_markup(std::string_view foreign) {
  const std::string safe = term::printable(foreign);
  std::string out;
  out.reserve(safe.size());
  for (const char c : safe)
    switch (c) {
    case '&':
      out += "&amp;";
      break;
    case '<':
      out += "&lt;";
      break;
    case '>':
      out += "&gt;";
      break;
    case '"':
      out += "&quot;";
      break;
    case '\'':
      out += "&#39;";
      break;
    default:
      out += c;
    }
  return out;
}

std::string escaped_lines(std::string_view foreign) {
  std::string out;
  while (true) {
    const auto end = foreign.find('\n');
    out += escaped_markup(foreign.substr(0, end));
    if (end == std::string_view::npos)
      return out;
    out += '\n';
    foreign.remove_prefix(end + 1);
  }
}

} // namespace imds::report
