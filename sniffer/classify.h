// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace imds::sniffer {

/// What a request is; docs/evidence.md has the table.
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

/// The name in evidence.
const char* name_of(RequestClass request_class);

/// Whether the class makes a survey's status "IMDSv1 in use".
bool asks_without_token(RequestClass request_class);

} // namespace imds::sniffer
