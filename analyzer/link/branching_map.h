// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/held.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace imds::analyzer::link {

/// A sorted map for states that are copied at every branch and changed little:
/// copies share blocks of neighbours, and a change copies its block only. What
/// is only read is read by `find`, `get` and iteration, which copy nothing.
/// Changing it ends iterators and references. Not for threads.
template <class Key, class T> class BranchingMap {
public:
  using value_type = std::pair<Key, T>;

private:
  using Block = std::vector<value_type>;
  using Blocks = std::vector<Held<Block>>;
  static constexpr std::size_t kMost = 32; // values in a block

public:
  class const_iterator {
  public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = BranchingMap::value_type;
    using difference_type = std::ptrdiff_t;
    using pointer = const value_type*;
    using reference = const value_type&;

    const_iterator() = default;
    reference operator*() const { return (*(*blocks_)[block_])[at_]; }
    pointer operator->() const { return &**this; }
    const_iterator& operator++() {
      if (++at_ == (*blocks_)[block_]->size())
        ++block_, at_ = 0;
      return *this;
    }
    const_iterator operator++(int) {
      const_iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const const_iterator& o) const {
      return block_ == o.block_ && at_ == o.at_;
    }

  private:
    friend BranchingMap;
    const_iterator(const Blocks* blocks, std::size_t block, std::size_t at)
        : blocks_(blocks), block_(block), at_(at) {}
    const Blocks* blocks_ = nullptr;
    std::size_t block_ = 0, at_ = 0;
  };

  const_iterator begin() const { return {&blocks_, 0, 0}; }
  const_iterator end() const { return {&blocks_, blocks_.size(), 0}; }
  std::size_t size() const { return size_; }

  /// Calls `f` with each key and its value, in order: faster than iterators.
  template <class F> void each(const F& f) const {
    for (const Held<Block>& block : blocks_)
      for (const auto& [key, value] : *block)
        f(key, value);
  }
  /// The same, without the blocks that `other` shares: there both are equal.
  template <class F>
  void each_unshared(const BranchingMap& other, const F& f) const {
    for (const Held<Block>& block : blocks_) {
      std::size_t at = other.block_of(block->front().first);
      if (at < other.blocks_.size() && other.blocks_[at].same(block))
        continue;
      for (const auto& [key, value] : *block)
        f(key, value);
    }
  }

  const_iterator find(const Key& key) const {
    std::size_t block = block_of(key);
    if (block == blocks_.size())
      return end();
    auto at = place_in(*blocks_[block], key);
    bool there =
        at < blocks_[block]->size() && (*blocks_[block])[at].first == key;
    return there ? const_iterator{&blocks_, block, at} : end();
  }
  bool contains(const Key& key) const { return find(key) != end(); }

  /// The value, or an empty one where there is none.
  const T& get(const Key& key) const {
    static const T kNothing{};
    auto at = find(key);
    return at == end() ? kNothing : at->second;
  }

  /// The value, to be changed; made where there is none.
  T& operator[](const Key& key) { return try_emplace(key).first; }

  /// The value of `key`, made of `made` where there is none; whether it was.
  template <class... Made>
  std::pair<T&, bool> try_emplace(const Key& key, Made&&... made) {
    std::size_t block = block_of(key);
    if (block == blocks_.size()) {
      blocks_.emplace_back();
      block = blocks_.size() - 1;
    }
    std::size_t at = place_in(*blocks_[block], key);
    Block& own = blocks_[block].edit();
    bool fresh = at == own.size() || own[at].first != key;
    if (fresh && own.size() == kMost) {
      split(block);
      return try_emplace(key, std::forward<Made>(made)...);
    }
    if (fresh) {
      own.emplace(own.begin() + std::ptrdiff_t(at), key,
                  T(std::forward<Made>(made)...));
      ++size_;
    }
    return {own[at].second, fresh};
  }

  void erase(const Key& key) {
    erase_if([&](const value_type& v) { return v.first == key; }, key, &key);
  }
  /// Drops the keys from `from` up to, not with, `to`.
  void erase(const Key& from, const Key& to) {
    erase_if(
        [&](const value_type& v) { return v.first >= from && v.first < to; },
        from, &to);
  }
  template <class Unwanted> void erase_if(const Unwanted& unwanted) {
    if (!blocks_.empty())
      erase_if(unwanted, blocks_[0]->front().first, nullptr);
  }

private:
  /// The block that has the key, or would have it.
  std::size_t block_of(const Key& key) const {
    auto at = std::upper_bound(blocks_.begin(), blocks_.end(), key,
                               [](const Key& k, const Held<Block>& b) {
                                 return k < b->front().first;
                               });
    return at == blocks_.begin() ? 0 : std::size_t(at - blocks_.begin()) - 1;
  }
  static std::size_t place_in(const Block& block, const Key& key) {
    auto at = std::lower_bound(
        block.begin(), block.end(), key,
        [](const value_type& v, const Key& k) { return v.first < k; });
    return std::size_t(at - block.begin());
  }
  void split(std::size_t block) {
    Block& low = blocks_[block].edit();
    auto middle = low.begin() + kMost / 2;
    Block high(std::make_move_iterator(middle),
               std::make_move_iterator(low.end()));
    low.erase(middle, low.end());
    blocks_.insert(blocks_.begin() + std::ptrdiff_t(block) + 1,
                   Held<Block>(std::move(high)));
  }
  /// Drops what is unwanted, looking at the blocks from `first` to `last`.
  template <class Unwanted>
  void erase_if(const Unwanted& unwanted, const Key& first, const Key* last) {
    for (std::size_t i = block_of(first); i < blocks_.size(); ++i) {
      if (last != nullptr && *last < blocks_[i]->front().first)
        break;
      if (std::none_of(blocks_[i]->begin(), blocks_[i]->end(), unwanted))
        continue;
      size_ -= std::erase_if(blocks_[i].edit(), unwanted);
    }
    std::erase_if(blocks_, [](const Held<Block>& b) { return b->empty(); });
  }

  Blocks blocks_; // sorted, none of them empty
  std::size_t size_ = 0;
};

} // namespace imds::analyzer::link
