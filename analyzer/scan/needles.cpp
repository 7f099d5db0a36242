// SPDX-License-Identifier: Apache-2.0
//
// Wu and Manber's search ("A fast algorithm for multi-pattern searching",
// 1994) with blocks of two bytes. The window is as long as the shortest
// needle; the last two bytes of the window say how far it may jump. With
// needles of four bytes and more nearly every look-up jumps three bytes, and
// the table (64 KB) stays in the second cache, which is what makes a tree
// without a hit cost little more than reading it.
//
// Tested by needles_test.cpp.
#include "analyzer/scan/needles.h"

#include <algorithm>

namespace imds::analyzer {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

} // namespace

Needles::Needles(std::vector<std::string> needles, bool fold_case)
    : needles_(std::move(needles)), fold_case_(fold_case) {
  std::erase_if(needles_, [](const std::string& needle) {
    return needle.size() < kShortest;
  });
  if (fold_case_)
    for (std::string& needle : needles_)
      std::ranges::transform(needle, needle.begin(), lower);
  shortest_ = needles_.empty() ? kShortest : needles_[0].size();
  for (const std::string& needle : needles_)
    shortest_ = std::min(shortest_, needle.size());
  auto longest_step =
      static_cast<std::uint8_t>(std::min<std::size_t>(shortest_ - 1, 255));
  shift_.assign(1 << 16, longest_step);
  bucket_of_.assign(1 << 16, 0);
  ending_.resize(1);
  for (std::uint32_t i = 0; i < needles_.size(); ++i) {
    for (std::size_t at = 0; at + 2 <= shortest_; ++at) {
      char a = needles_[i][at], b = needles_[i][at + 1];
      auto step = static_cast<std::uint8_t>(
          std::min<std::size_t>(shortest_ - 2 - at, 255));
      char as[] = {a, fold_case_ ? upper(a) : a};
      char bs[] = {b, fold_case_ ? upper(b) : b};
      for (int x = 0; x < (as[0] == as[1] ? 1 : 2); ++x)
        for (int y = 0; y < (bs[0] == bs[1] ? 1 : 2); ++y)
          add_pair(static_cast<unsigned char>(as[x]),
                   static_cast<unsigned char>(bs[y]), step, i);
    }
  }
}

void Needles::add_pair(unsigned char a, unsigned char b, std::uint8_t step,
                       std::uint32_t index) {
  std::size_t pair = static_cast<std::size_t>(a) << 8 | b;
  shift_[pair] = std::min(shift_[pair], step);
  if (step != 0)
    return;
  if (bucket_of_[pair] == 0) {
    bucket_of_[pair] = static_cast<std::uint16_t>(ending_.size());
    ending_.emplace_back();
  }
  ending_[bucket_of_[pair]].push_back(index);
}

bool Needles::matches(std::string_view text, std::size_t at,
                      std::string_view needle) const {
  if (needle.size() > text.size() - at)
    return false;
  if (!fold_case_)
    return text.substr(at, needle.size()) == needle;
  for (std::size_t i = 0; i < needle.size(); ++i)
    if (lower(text[at + i]) != needle[i])
      return false;
  return true;
}

bool Needles::any(std::string_view text) const {
  bool some = false;
  find(text, [&](std::size_t, std::size_t) { some = true; });
  return some;
}

} // namespace imds::analyzer
