// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/imds.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

namespace imds::sniffer {

/// What a header's name means to the survey.
enum class HeaderMeaning : std::uint8_t { plain, token, ttl, foreign };

/// What a request's path means.
struct PathMeaning {
  Cloud cloud = Cloud::undecided;
  bool token = false; // the path of the token PUT
};

/// Asks the rules what names and paths mean and remembers the answers: a host
/// asks for the same few all day. Bounded; a stranger's variety is forgotten.
class Vocabulary {
public:
  static constexpr std::size_t kMaxRemembered = 4096;

  explicit Vocabulary(const Imds& imds) : imds_(imds) {}

  /// `name` in any case.
  HeaderMeaning header(std::string_view name);
  PathMeaning path(const std::string& path);

private:
  const Imds& imds_;
  std::unordered_map<std::string, HeaderMeaning> headers_;
  std::unordered_map<std::string, PathMeaning> paths_;
};

} // namespace imds::sniffer
