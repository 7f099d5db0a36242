// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/wrap.h"

#include <algorithm>

namespace imds::analyzer {
namespace {

/// Cuts what fits off the front of `text`: whole words, one at least.
std::string_view take_line(std::string_view& text, std::size_t width) {
  const bool code = text.starts_with(' ');
  std::size_t end = text.size();
  if (!code && end > width) {
    end = text.rfind(' ', width);
    if (end == std::string_view::npos || end == 0)
      end = std::min(text.find(' '), text.size());
  }
  const auto line = text.substr(0, end);
  text.remove_prefix(std::min(text.size(), end + 1));
  return line;
}

} // namespace

std::string wrap(std::string_view lead, std::string_view text, int columns) {
  const std::string indent(lead.size(), ' ');
  const auto total = static_cast<std::size_t>(std::max(columns, 40));
  const std::size_t width = total - std::min(lead.size(), total - 20);
  std::string out(lead);
  for (bool first = true; first || !text.empty();) {
    auto paragraph = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), paragraph.size() + 1));
    do {
      out += first ? "" : indent;
      out += take_line(paragraph, width);
      out += '\n';
      first = false;
    } while (!paragraph.empty());
  }
  return out;
}

} // namespace imds::analyzer
