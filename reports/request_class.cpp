// SPDX-License-Identifier: Apache-2.0
#include "reports/request_class.h"

#include <array>

namespace imds {
namespace {

constexpr std::array<const char*, kClassCount> kNames = {
    "v1_ok",           "v1_unanswered", "v1_miss", "v1_rejected",
    "v1_fallback",     "ttl_on_get",    "put_ok",  "put_failed",
    "put_hop_limited", "v2_ok",         "v2_miss", "v2_bad_token",
    "other_cloud",     "unknown"};

} // namespace

const char* name(RequestClass c) { return kNames[static_cast<std::size_t>(c)]; }

std::optional<RequestClass> class_named(std::string_view name) {
  for (std::size_t i = 0; i < kNames.size(); ++i)
    if (name == kNames[i])
      return static_cast<RequestClass>(i);
  return std::nullopt;
}

bool asks_without_token(RequestClass c) {
  return c <= RequestClass::ttl_on_get;
}

bool is_token_put(RequestClass c) {
  return c >= RequestClass::put_ok && c <= RequestClass::put_hop_limited;
}

bool carries_token(RequestClass c) {
  return c >= RequestClass::v2_ok && c <= RequestClass::v2_bad_token;
}

} // namespace imds
