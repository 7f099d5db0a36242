// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

namespace imds::report {

/// Which (run, seq) pairs were read. A pair's second line is a copy, or, where
/// it says something else, a contradiction: two machines that were cloned with
/// one survey's state write different lines under the same pair.
class Seen {
public:
  enum class Line { fresh, copy, contradiction };

  /// `content` is a hash of what the line says.
  Line note(std::uint32_t run, std::uint64_t seq, std::uint64_t content);

private:
  static constexpr std::uint64_t kPage = 32;
  struct Key {
    std::uint64_t page;
    std::uint32_t run;
    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      return (k.page * 0x9E3779B97F4A7C15u) ^
             (std::size_t{k.run} << 32 | k.run);
    }
  };
  std::unordered_map<Key, std::array<std::uint32_t, kPage>, Hash> pages_;
};

} // namespace imds::report
