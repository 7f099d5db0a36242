// SPDX-License-Identifier: Apache-2.0
//
// --suggest-rules: a file for a folder that --rules names, and where its rows
// come from. The file is all of stdout, so that it can be kept as it is.
#include "analyzer/output/render.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace imds::analyzer {

std::string render_suggestions(const Analysis& analysis) {
  std::vector<std::string> rows;
  for (const auto& suggestion : analysis.suggestions)
    rows.push_back("    " + suggestion.row);
  return fmt::format("{{\n  \"library\": \"own\",\n  \"calls\": [{}{}{}]\n}}\n",
                     rows.empty() ? "" : "\n", fmt::join(rows, ",\n"),
                     rows.empty() ? "" : "\n  ");
}

std::vector<std::string> explain_suggestions(const Analysis& analysis) {
  if (analysis.suggestions.empty())
    return {"no unknown callee got a part of a request to IMDS"};
  std::vector<std::string> lines;
  for (const auto& [row, places] : analysis.suggestions)
    lines.push_back(fmt::format("{}: {}", fmt::join(places, ", "), row));
  lines.push_back("keep the rows of calls that set or send a request, in "
                  "DIR/clients/own.json, and run analyze with --rules DIR");
  return lines;
}

} // namespace imds::analyzer
