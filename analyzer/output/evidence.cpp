// SPDX-License-Identifier: Apache-2.0
#include "reports/evidence.h"

#include "analyzer/output/render.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace imds::analyzer {
namespace {

/// The facts of one scan share its run and are numbered from 1.
class Numbering {
public:
  explicit Numbering(std::string run) : run_(std::move(run)) {}

  template <class F> Result<void> write(evidence::FileWriter& out, F fact) {
    fact.origin.run = run_;
    fact.origin.seq = ++last_;
    return out.write(fact);
  }

private:
  std::string run_;
  std::uint64_t last_ = 0;
};

bool is_written(const Noted& noted) {
  return noted.standing != Standing::allowed;
}

/// Each name once; mentions of one file follow each other.
void name_once(std::vector<std::string>& names, std::string name) {
  if (names.size() < Scan::kMaxNamed && (names.empty() || names.back() != name))
    names.push_back(std::move(name));
}

/// What the report must name and the ledger only counts.
void name_mentions(const Analysis& analysis, Scan& scan) {
  scan.unexplained.emplace();
  for (const Mention& m : analysis.mentions)
    if (m.state == MentionState::not_analyzed)
      name_once(scan.not_analyzed, m.file);
    else if (m.state == MentionState::unexplained && may_reach(m))
      name_once(*scan.unexplained, m.file + ":" + std::to_string(m.line));
}

/// A request that a comment allows is no finding, and is not gone either.
void name_allowed(const Analysis& analysis, Scan& scan) {
  for (const auto& [f, standing, why] : analysis.findings)
    if (standing == Standing::allowed && f.verdict != "v2")
      name_once(scan.allowed,
                f.file + ":" + std::to_string(f.line) + " (" + why + ")");
}

/// The report knows one list of what was not read to its end: paths. The count
/// of findings tells it whether a copy of the file is whole.
Scan whole(const Analysis& analysis) {
  Scan scan = analysis.scan;
  name_mentions(analysis, scan);
  name_allowed(analysis, scan);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  scan.end = evidence::format_time(std::chrono::nanoseconds(now).count());
  scan.findings = static_cast<std::uint64_t>(
      std::ranges::count_if(analysis.findings, is_written));
  for (const auto* list : {&analysis.failed, &analysis.over_budget})
    for (const auto& line : *list)
      scan.unread.push_back(line.substr(0, line.find(": ")));
  return scan;
}

Result<void> write_facts(evidence::FileWriter& out, const Analysis& analysis,
                         const std::string& run) {
  Numbering numbering(run);
  if (auto done = numbering.write(out, whole(analysis)); !done)
    return done;
  for (const auto& noted : analysis.findings) {
    if (!is_written(noted))
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

Result<void> write_evidence(const Analysis& analysis, const std::string& path,
                            const std::string& run) {
  auto out = evidence::FileWriter::create(path);
  if (!out)
    return std::unexpected(out.error());
  if (auto done = write_facts(*out, analysis, run); !done)
    return done;
  return out->commit();
}

} // namespace imds::analyzer
