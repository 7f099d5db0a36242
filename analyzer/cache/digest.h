// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/cache/stamp.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// 128 bits that stand for a sequence of parts; where a part ends counts.
class Digest {
public:
  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::string_view part);
  void add(const std::vector<std::string>& parts);
  void add(const Stamp& stamp);
  void add(std::uint64_t number);

  /// 32 hexadecimal digits.
  std::string text() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

std::string digest_of(std::string_view bytes);

} // namespace imds::analyzer
