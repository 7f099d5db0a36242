// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

// The classes of requests, as evidence names them in `class`; the sniffer
// writes them and the report judges them. docs/evidence.md has the table.
namespace imds {

enum class RequestClass : std::uint8_t {
  v1_ok,
  v1_unanswered,
  v1_miss,
  v1_rejected,
  v1_fallback,
  ttl_on_get,
  put_ok,
  put_failed,
  put_hop_limited,
  v2_ok,
  v2_miss,
  v2_bad_token,
  other_cloud,
  unknown,
};
inline constexpr std::size_t kClassCount = 14;

const char* name(RequestClass c);
/// nullopt for a class that this version does not know.
std::optional<RequestClass> class_named(std::string_view name);

/// Whether EC2 would count the request as tokenless.
bool asks_without_token(RequestClass c);
/// A request with a token header.
bool carries_token(RequestClass c);
bool is_token_put(RequestClass c);

} // namespace imds
