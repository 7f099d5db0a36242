// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// Finds many short texts in one pass.
class Needles {
public:
  /// A needle is at least this long; shorter ones are ignored.
  static constexpr std::size_t kShortest = 4;

  /// Letters of `needles` match either case if `fold_case`.
  Needles(std::vector<std::string> needles, bool fold_case);

  /// Calls found(offset, index of the needle) in order of the needles' ends.
  template <class F> void find(std::string_view text, F found) const {
    std::size_t end = shortest_;
    while (end <= text.size()) {
      std::uint8_t step = shift_[pair_at(text, end - 2)];
      if (step != 0) {
        end += step;
        continue;
      }
      for (std::uint32_t index : ending_[bucket(pair_at(text, end - 2))])
        if (matches(text, end - shortest_, needles_[index]))
          found(end - shortest_, std::size_t{index});
      ++end;
    }
  }
  bool any(std::string_view text) const;
  bool empty() const { return needles_.empty(); }
  std::size_t size() const { return needles_.size(); }
  const std::string& operator[](std::size_t index) const {
    return needles_[index];
  }

private:
  static std::size_t pair_at(std::string_view text, std::size_t at) {
    return static_cast<std::size_t>(static_cast<unsigned char>(text[at])) << 8 |
           static_cast<unsigned char>(text[at + 1]);
  }
  std::size_t bucket(std::size_t pair) const { return bucket_of_[pair]; }
  bool matches(std::string_view text, std::size_t at,
               std::string_view needle) const;
  void add_pair(unsigned char a, unsigned char b, std::uint8_t step,
                std::uint32_t index);

  std::vector<std::string> needles_;
  bool fold_case_;
  std::size_t shortest_ = kShortest;
  std::vector<std::uint8_t> shift_;      // by pair of bytes
  std::vector<std::uint16_t> bucket_of_; // by pair of bytes
  std::vector<std::vector<std::uint32_t>> ending_;
};

} // namespace imds::analyzer
