// SPDX-License-Identifier: Apache-2.0
#include "live/standin/tokens.h"

#include <fmt/format.h>

#include <charconv>
#include <random>

namespace imds::standin {
namespace {

constexpr std::size_t kTokenLength = 56;
constexpr int kMaxTtl = 21600;
// Tokens live for hours and a load run mints hundreds of thousands; the oldest
// runs need no memory for ever.
constexpr std::size_t kMaxAlive = 1u << 20;

std::string random_letters(std::size_t count) {
  static constexpr std::string_view kLetters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  static std::mt19937_64 random{std::random_device{}()};
  std::string out(count, 'A');
  for (char& c : out)
    c = kLetters[random() % kLetters.size()];
  return out;
}

} // namespace

std::string Tokens::mint(std::chrono::seconds ttl) {
  if (alive_.size() >= kMaxAlive)
    alive_.clear();
  std::string token = fmt::format("AQAEA{}{:08X}", kCanary, next_++);
  token += random_letters(kTokenLength - token.size() - 2) + "==";
  alive_[token] = Clock::now() + ttl;
  return token;
}

std::optional<long> Tokens::left(const std::string& token) {
  auto found = alive_.find(token);
  if (found == alive_.end())
    return std::nullopt;
  auto left =
      std::chrono::ceil<std::chrono::seconds>(found->second - Clock::now());
  if (left.count() > 0)
    return left.count();
  alive_.erase(found);
  return std::nullopt;
}

std::optional<std::chrono::seconds> parse_ttl(std::string_view value) {
  int seconds = 0;
  const char* end = value.data() + value.size();
  auto [stop, error] = std::from_chars(value.data(), end, seconds);
  if (error != std::errc{} || stop != end || seconds < 1 || seconds > kMaxTtl)
    return std::nullopt;
  return std::chrono::seconds(seconds);
}

} // namespace imds::standin
