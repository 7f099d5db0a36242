// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"
#include "analyzer/output/snippet.h"
#include "reports/term.h"

#include <fmt/format.h>

#include <map>

namespace imds::analyzer {

std::string render_ledger(const Analysis& analysis) {
  std::string text;
  std::map<std::string, std::size_t> states;
  std::size_t shown = 0;
  for (const auto& m : analysis.mentions) {
    if (!concerns(analysis, m.file))
      continue;
    ++shown;
    ++states[name(m.state)];
    std::string quoted = m.text;
    mask_secrets(quoted);
    text += fmt::format("{}:{}:{}: {}: {} '{}'", term::printable(m.file),
                        m.line, m.column, name(m.state), name(m.kind),
                        term::printable(quoted));
    text += m.why.empty() ? "\n" : fmt::format(" ({})\n", m.why);
  }
  text += fmt::format("{} of IMDS", count_of(shown, "mention"));
  const char* separator = ": ";
  for (const auto& [state, count] : states) {
    text += fmt::format("{}{} {}", separator, count, state);
    separator = ", ";
  }
  return text + "\n";
}

} // namespace imds::analyzer
