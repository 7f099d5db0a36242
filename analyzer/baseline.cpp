// SPDX-License-Identifier: Apache-2.0
#include "analyzer/baseline.h"

#include "reports/evidence.h"

#include <set>
#include <utility>

namespace imds::analyzer {
namespace {

using Known = std::set<std::pair<std::string, std::string>>;

std::pair<std::string, std::string> key(const Finding& finding) {
  return {finding.fingerprint, finding.verdict};
}

Result<Known> read_known(const std::string& path) {
  Known known;
  bool is_scan = false;
  const auto read = evidence::read_file(path, [&](evidence::Fact&& fact) {
    is_scan |= std::holds_alternative<Scan>(fact);
    if (const auto* finding = std::get_if<Finding>(&fact))
      known.insert(key(*finding));
  });
  if (!read)
    return std::unexpected(read.error());
  if (!is_scan)
    return fail("is no evidence of a scan, so it cannot be a baseline", path,
                "imds-ready analyze TREE -o " + path);
  return known;
}

} // namespace

Result<void> apply_baseline(const std::string& path, Analysis& analysis) {
  const auto known = read_known(path);
  if (!known)
    return std::unexpected(known.error());
  for (auto& noted : analysis.findings)
    if (noted.standing == Standing::reported &&
        known->contains(key(noted.finding)))
      noted.standing = Standing::known;
  return {};
}

} // namespace imds::analyzer
