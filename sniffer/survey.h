// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"
#include "sniffer/caller.h"
#include "sniffer/classify.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace imds::sniffer {

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

  void add(const Judged& judged);

  /// True since `add` met a caller and class that no interval had.
  bool has_news() const { return news_; }

  /// The rows since the last call, sorted, and their sums.
  std::vector<Sighting> drain(Survey& sums);

private:
  struct Row;
  using Key = std::string;

  std::size_t max_rows_;
  bool news_ = false;
  std::map<Key, Sighting> rows_;
  std::map<Key, std::size_t> paths_;
  std::set<Key> known_;
};

} // namespace imds::sniffer
