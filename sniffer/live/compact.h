// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace imds::sniffer {

/// Rewrites an evidence log shorter, line by line in the order of the file,
/// without changing any sum; see compact.cpp.
class Compactor {
public:
  using Out = std::function<void(std::string_view line)>;
  Compactor(std::int64_t now_ns, Out out)
      : now_ns_(now_ns), out_(std::move(out)) {}

  /// A line without its newline. What is no sighting or survey is passed on.
  void line(std::string_view text);
  /// Writes what is still held. Nothing comes after it.
  void finish();

private:
  struct Merged {
    Sighting row;
    std::set<std::int64_t> pids;
    std::uint64_t earlier_pids = 0; // of rows that were compacted before
  };
  void add(Sighting&& sighting);
  void add(Survey&& survey);
  void write(Merged& merged);
  void flush();

  std::int64_t now_ns_;
  Out out_;
  std::int64_t bucket_ = -1; // of the rows that are held
  std::int64_t span_ns_ = 0;
  std::map<std::string, Merged> rows_;
  std::map<std::string, Survey> surveys_; // by run: the last one, growing
};

} // namespace imds::sniffer
