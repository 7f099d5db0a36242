// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/standin/request.h"
#include "live/standin/settings.h"
#include "live/standin/tokens.h"

#include <string>
#include <string_view>

namespace imds::standin {

struct Answer {
  int status = 0;    // 0: no answer is sent
  std::string bytes; // head and body, ready to send
  /// What the request carried: none, ttl-only, empty, bad, valid.
  std::string_view token = "none";
  bool hop_limited = false; // leaves with the hop limit as its IP TTL
  bool close = true;
};

/// Answers one request as the instance metadata service does.
Answer answer(const Request& request, const Settings& settings, Tokens& tokens);

} // namespace imds::standin
