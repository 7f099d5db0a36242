// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence.h"

#include "analyzer/output/render.h"
#include <nlohmann/json.hpp>

namespace imds::analyzer {
namespace {

/// The facts of one scan share its run and are numbered from 1.
class Numbering {
public:
  template <class F> Result<void> write(evidence::FileWriter& out, F fact) {
    fact.origin.run = run_;
    fact.origin.seq = ++last_;
    return out.write(fact);
  }

private:
  std::string run_ = evidence::new_run_id();
  std::uint64_t last_ = 0;
};

/// The report knows one list of what was not read to its end: paths.
Scan whole(const Analysis& analysis) {
  Scan scan = analysis.scan;
  for (const auto* list : {&analysis.failed, &analysis.over_budget})
    for (const auto& line : *list)
      scan.unread.push_back(line.substr(0, line.find(": ")));
  return scan;
}

Result<void> write_facts(evidence::FileWriter& out, const Analysis& analysis) {
  Numbering numbering;
  if (auto done = numbering.write(out, whole(analysis)); !done)
    return done;
  for (const auto& noted : analysis.findings) {
    if (noted.standing == Standing::allowed)
      continue;
    if (auto done = numbering.write(out, noted.finding); !done)
      return done;
  }
  for (const auto& software : analysis.software)
    if (auto done = numbering.write(out, software); !done)
      return done;
  return {};
}

} // namespace

Result<void> write_evidence(const Analysis& analysis, const std::string& path) {
  auto out = evidence::FileWriter::create(path);
  if (!out)
    return std::unexpected(out.error());
  if (auto done = write_facts(*out, analysis); !done)
    return done;
  return out->commit();
}

} // namespace imds::analyzer
