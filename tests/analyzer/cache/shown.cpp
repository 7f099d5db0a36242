// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzer/cache/shown.h"

#include "analyzer/output/render.h"
#include "analyzer/status.h"
#include "reports/evidence.h"

#include <nlohmann/json.hpp>

#include <chrono>
#include <thread>

namespace imds::analyzer {

std::string shown(const Result<Run>& run) {
  if (!run)
    return "error: " + run.error().what;
  const auto& analysis = run->analysis;
  const auto result = outcome(analysis, /*strict=*/true);
  TextStyle style;
  style.every_verdict = true;
  style.skipped = true;
  std::string text = render_text(analysis, result, style) +
                     render_ledger(analysis) + render_sarif(analysis, result) +
                     render_gitlab(analysis) +
                     evidence::dump(to_json(analysis.scan));
  for (const auto& noted : analysis.findings)
    text += evidence::dump(to_json(noted.finding));
  for (const auto& software : analysis.software)
    text += evidence::dump(to_json(software));
  return text + render_suggestions(analysis);
}

void grow_old() { std::this_thread::sleep_for(std::chrono::milliseconds(70)); }

} // namespace imds::analyzer
