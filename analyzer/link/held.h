// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>

namespace imds::analyzer::link {

/// A value that many paths share until one of them changes it. A walk copies
/// its state at every branch and changes little of it, so copies must be free:
/// they are counted without the locks of a shared_ptr. Not for threads.
template <class T> class Held {
public:
  Held() = default;
  Held(T value) : node_(new Node(std::move(value))) {}
  Held(const Held& other) : node_(other.node_) {
    if (node_)
      ++node_->users;
  }
  Held(Held&& other) noexcept : node_(std::exchange(other.node_, nullptr)) {}
  Held& operator=(Held other) noexcept {
    std::swap(node_, other.node_);
    return *this;
  }
  ~Held() { leave(); }

  const T& operator*() const { return node_ ? node_->value : nothing(); }
  const T* operator->() const { return &**this; }
  operator const T&() const { return **this; }

  /// The value, to be changed: from now on this path's own.
  T& edit() {
    if (!node_ || node_->users > 1) {
      Node* own = new Node(**this);
      leave();
      node_ = own;
    }
    for (auto& mark : node_->marks)
      mark.reset();
    return node_->value;
  }

  /// What `make` says of the value, remembered until it changes. `which` is 0
  /// to 2: three questions may be asked.
  template <class F> std::uint64_t mark(int which, const F& make) const {
    if (!node_)
      return make(nothing());
    std::optional<std::uint64_t>& known = node_->marks[which];
    if (!known)
      known = make(node_->value);
    return *known;
  }

  /// Whether both are one value in memory, so surely equal.
  bool same(const Held& other) const { return node_ == other.node_; }

private:
  struct Node {
    explicit Node(T v) : value(std::move(v)) {}
    T value;
    std::optional<std::uint64_t> marks[3];
    std::size_t users = 1;
  };
  static const T& nothing() {
    static const T kNothing{};
    return kNothing;
  }
  void leave() {
    if (node_ && --node_->users == 0)
      delete node_;
  }
  Node* node_ = nullptr;
};

} // namespace imds::analyzer::link
