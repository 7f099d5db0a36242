// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/pipeline.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imds::analyzer {

/// What link_and_judge() made of the same units under the same rules. It reads
/// nothing else, so this holds whatever happened to the files: a fresh
/// checkout, an edit that no unit shows.
class KeptJudged {
public:
  /// `begun`: before the rules were read.
  KeptJudged(const Settings& settings, const std::vector<ir::Unit>& units,
             std::int64_t begun);

  std::optional<Judged> find() const;
  void keep(const Judged& judged) const;

private:
  std::string path_; // empty: no cache
};

} // namespace imds::analyzer
