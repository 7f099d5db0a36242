// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace imds::analyzer::lexical {

/// The variables of one function, lambdas included. A name that is declared
/// again gets a name of its own: x, x#2, x#3.
class Locals {
public:
  std::string declare(std::string_view name) {
    std::string key(name);
    int count = ++used_[key];
    std::string unique = count == 1 ? key : key + '#' + std::to_string(count);
    visible_[key].push_back(unique);
    order_.push_back(std::move(key));
    return unique;
  }

  /// nullptr where the name is no local.
  const std::string* find(std::string_view name) const {
    auto found = visible_.find(std::string(name));
    if (found == visible_.end() || found->second.empty())
      return nullptr;
    return &found->second.back();
  }

  std::size_t enter() const { return order_.size(); }
  void leave(std::size_t mark) {
    for (; order_.size() > mark; order_.pop_back())
      visible_[order_.back()].pop_back();
  }

private:
  std::unordered_map<std::string, int> used_;
  std::unordered_map<std::string, std::vector<std::string>> visible_;
  std::vector<std::string> order_;
};

} // namespace imds::analyzer::lexical
