// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"
#include "sniffer/caller.h"
#include "sniffer/classify.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace imds::sniffer {

/// Adds what `more` counted.
void add_counts(Survey& into, const Survey& more);

/// Paths of one caller and class that get rows of their own.
inline constexpr std::size_t kPathsPerCaller = 64;

/// One judged request on its way into the survey. The path has no query.
struct Judged {
  std::int64_t time_ns = 0;
  RequestClass request_class = RequestClass::unknown;
  std::optional<std::string> method;
  std::optional<std::string> path;
  std::optional<int> status;
  std::string endpoint;
  std::optional<std::string> peer;
  std::optional<std::string> user_agent;
  std::optional<int> reply_ttl;
  std::optional<std::string> cause;
  std::uint64_t netns = 0;
  std::shared_ptr<const Caller> caller; // null where nobody knows
};

/// Adds judged requests up into rows. Bounded: beyond `max_rows` the rest is
/// counted under "(other)" without a caller.
class SurveyRows {
public:
  explicit SurveyRows(std::size_t max_rows) : max_rows_(max_rows) {}

  void add(Judged judged);

  /// True since `add` met a caller and class that no interval had.
  bool has_news() const { return news_; }

  /// The rows since the last call, sorted, and their sums into `sums`.
  std::vector<Sighting> drain(Survey& sums);

private:
  struct Row {
    std::int64_t first_ns = 0;
    std::int64_t last_ns = 0;
    std::uint64_t count = 0;
    Judged sample; // what its requests have in common
  };
  void fold_path(Judged& judged, const std::string& caller);
  static void fold_caller(Judged& judged);
  Row& row_of(Judged& judged);
  void note_kind(const Judged& judged);
  static Sighting to_sighting(const Row& row);

  std::size_t max_rows_;
  bool news_ = false;
  // Behind a pointer: a search along a chain meets keys, not rows.
  std::unordered_map<std::string, std::unique_ptr<Row>> rows_;
  // Of each caller and class.
  std::unordered_map<std::string, std::unordered_set<std::string>> paths_;
  std::unordered_set<std::string> kinds_;
};

} // namespace imds::sniffer
