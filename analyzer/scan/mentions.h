// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/mention.h"
#include "analyzer/scan/needles.h"
#include "reports/imds.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// A place in a text that spells the endpoint, a metadata path or a header.
struct Hit {
  std::size_t begin = 0;
  std::size_t end = 0;
  MentionKind kind = MentionKind::address;
};

/// Finds hits: needles first, then what surrounds them is parsed, so that
/// 169.254.169.123 or a word like meta-data alone is none.
class HitFinder {
public:
  explicit HitFinder(const Imds& imds);

  /// The prefilter: false only where find() is empty.
  bool may_hit(std::string_view text) const { return needles_.any(text); }
  /// Sorted, without repetition.
  std::vector<Hit> find(std::string_view text) const;

private:
  std::optional<Hit> confirm(std::string_view text, std::size_t at) const;
  std::optional<Hit> as_header(std::string_view text, std::size_t at) const;
  std::optional<Hit> as_path(std::string_view text, std::size_t at) const;
  std::optional<Hit> as_name(std::string_view text, std::size_t at) const;
  std::optional<Hit> as_address(std::string_view text, std::size_t at) const;

  const Imds& imds_;
  Needles needles_;
};

} // namespace imds::analyzer
