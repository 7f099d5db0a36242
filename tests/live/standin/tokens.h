// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace imds::standin {

/// Every secret that the stand-in hands out holds this mark, so that a test
/// can search whatever the project writes for it.
inline constexpr std::string_view kCanary = "IMDSCANARY";

/// Mints tokens of the real length (56) and knows which are alive.
class Tokens {
public:
  using Clock = std::chrono::steady_clock;

  std::string mint(std::chrono::seconds ttl);
  /// Seconds that the token still lives; nullopt where it is unknown or over.
  std::optional<long> left(const std::string& token);
  void expire_all() { alive_.clear(); }

private:
  std::unordered_map<std::string, Clock::time_point> alive_;
  std::uint64_t next_ = 0;
};

/// The value of the ttl header: a whole number from 1 to 21600.
std::optional<std::chrono::seconds> parse_ttl(std::string_view value);

} // namespace imds::standin
