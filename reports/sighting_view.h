// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"
#include "reports/request_class.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace imds::report {

/// A sighting whose texts lie elsewhere (in the line it was read from, or in a
/// Sighting). Empty, -1 and a netns of 0 are unknown.
struct SightingView {
  std::string_view host, run;
  std::uint64_t seq = 0;
  std::int64_t first = 0, last = 0; // nanoseconds since 1970
  RequestClass request_class = RequestClass::unknown;
  std::uint64_t count = 0;
  std::string_view method, path, endpoint, peer, user_agent, cause;
  int status = -1;
  int reply_ttl = -1;
  std::int64_t pid = -1;
  std::uint64_t pids = 0;
  std::string_view comm, exe, user, unit, cgroup, container, image, runtime,
      pod;
  std::vector<std::string_view> argv;
  std::string_view parent; // comm of the nearest one
  std::uint64_t netns = 0;
  std::string_view go_between, attribution, confidence;
};

/// The same fact; the view looks into `s`. False where a time or the class
/// is not one (the class then counts as unknown, the time as 0).
bool view_of(const Sighting& s, SightingView& view);

} // namespace imds::report
