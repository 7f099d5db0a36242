// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace imds::report {

/// Requests over time in at most `cap` buckets. Starts with seconds and widens
/// as the data needs: the final width depends on the data alone, never on the
/// order in which it came.
class Timeline {
public:
  struct Bucket {
    std::int64_t start = 0; // seconds since 1970, a multiple of width()
    std::uint64_t v1 = 0;
    std::uint64_t v2 = 0;
  };

  explicit Timeline(std::size_t cap) : cap_(cap) {}

  void add(std::int64_t second, std::uint64_t v1, std::uint64_t v2);
  /// Oldest first.
  const std::vector<Bucket>& buckets() const { return buckets_; }
  /// Seconds a bucket covers.
  std::int64_t width() const;
  /// The same counts in buckets of at least `width` seconds.
  Timeline widened(std::int64_t width) const;

private:
  void widen();

  std::size_t cap_;
  std::size_t step_ = 0;
  std::vector<Bucket> buckets_;
};

} // namespace imds::report
