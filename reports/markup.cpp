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

} // namespace imds::report
