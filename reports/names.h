// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>

namespace imds::report {

/// Strings as small numbers: a fleet repeats the same few thousand names in
/// millions of lines. 0 is the empty string, which stands for unknown. Numbers
/// depend on the order of reading, so what is written is sorted by the strings.
class Names {
public:
  Names() { id(""); }

  std::uint32_t id(std::string_view text) {
    if (const auto it = ids_.find(text); it != ids_.end())
      return it->second;
    texts_.emplace_back(text);
    const auto next = static_cast<std::uint32_t>(texts_.size() - 1);
    ids_.emplace(texts_.back(), next);
    return next;
  }
  /// 0 where `text` was never given to `id`.
  std::uint32_t find(std::string_view text) const {
    const auto it = ids_.find(text);
    return it == ids_.end() ? 0 : it->second;
  }
  const std::string& text(std::uint32_t id) const { return texts_[id]; }
  std::size_t size() const { return texts_.size(); }

private:
  std::deque<std::string> texts_; // never moves its elements
  std::unordered_map<std::string_view, std::uint32_t> ids_;
};

} // namespace imds::report
