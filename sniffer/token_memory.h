// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/caller.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace imds::sniffer {

/// Who a request came from, as far as the fallback rule needs it.
struct MemorySubject {
  const Caller* caller = nullptr; // null: by address and User-Agent
  std::string peer;
  std::uint64_t netns = 0;
  std::optional<std::string> user_agent;
};

/// The names under which a token PUT of `subject` is remembered.
std::vector<std::string> put_keys(const MemorySubject& subject);
/// The names under which the PUTs of `subject` may have been remembered: what
/// shares one with a PUT is the same program to the fallback rule.
std::vector<std::string> get_keys(const MemorySubject& subject);

bool share_a_key(const std::vector<std::string>& a,
                 const std::vector<std::string>& b);

/// How each caller's latest token PUT ended. Bounded; old entries go first.
class TokenMemory {
public:
  static constexpr std::size_t kMaxEntries = 1u << 14;

  /// `cause` is nullopt where the PUT succeeded.
  void remember(const std::vector<std::string>& keys, std::int64_t time_ns,
                const std::optional<std::string>& cause);

  /// Why the latest PUT before `time_ns` failed; nullopt if it did not, or if
  /// there was none.
  std::optional<std::string> failure(const std::vector<std::string>& keys,
                                     std::int64_t time_ns) const;
  bool empty() const { return entries_.empty(); }
  void clear() { entries_.clear(); }

private:
  struct Entry {
    std::int64_t time_ns = 0;
    std::optional<std::string> cause;
  };
  void make_room();

  std::unordered_map<std::string, Entry> entries_;
};

} // namespace imds::sniffer
