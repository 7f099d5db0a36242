// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string.h>
#include <vector>

namespace imds::sniffer {

/// Overwrites memory before it is given back: heads carry tokens, answers
/// carry credentials, and neither may stay behind in a freed block.
template <class T> struct WipingAllocator {
  using value_type = T;

  WipingAllocator() = default;
  template <class U> WipingAllocator(const WipingAllocator<U>&) {}

  T* allocate(std::size_t n) { return std::allocator<T>().allocate(n); }
  void deallocate(T* p, std::size_t n) {
    explicit_bzero(p, n * sizeof(T));
    std::allocator<T>().deallocate(p, n);
  }
  bool operator==(const WipingAllocator&) const { return true; }
};

using SecretBytes = std::vector<std::uint8_t, WipingAllocator<std::uint8_t>>;

/// Empties `bytes` and overwrites what they were; the block is kept.
inline void wipe(SecretBytes& bytes) {
  if (!bytes.empty())
    explicit_bzero(bytes.data(), bytes.size());
  bytes.clear();
}

} // namespace imds::sniffer
