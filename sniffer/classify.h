// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/exchange.h"
#include "sniffer/vocabulary.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

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
/// The reverse; nullopt where no class has that name.
std::optional<RequestClass> class_named(std::string_view name);

/// Whether the class makes a survey's status "IMDSv1 in use".
bool asks_without_token(RequestClass request_class);
bool is_token_put(RequestClass request_class);

/// A class and, where it needs one, its reason in a few words.
struct Judgement {
  RequestClass request_class = RequestClass::unknown;
  std::optional<std::string> cause;
};

/// Judges one exchange by itself. `hops` is how many routers were between the
/// caller and the place that saw it. A token PUT that failed has a cause;
/// whether a request without a token is a fallback from one is the caller's
/// history, which TokenMemory knows.
Judgement classify(const Exchange& exchange, const PathMeaning& path, int hops);

} // namespace imds::sniffer
