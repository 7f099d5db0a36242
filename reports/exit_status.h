// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace imds {

/// The exit status of every verb. 2 beats 1 beats 3 beats 0: what could not
/// run cannot be judged, and what is incomplete is never ready.
enum class ExitStatus : int {
  ready = 0,
  v1_in_use = 1,
  could_not_run = 2,
  incomplete = 3,
};

/// The one of two statuses that a run with both must end with.
constexpr ExitStatus worse(ExitStatus a, ExitStatus b) {
  constexpr auto rank = [](ExitStatus s) {
    constexpr int ranks[] = {0, 2, 3,
                             1}; // ready, v1, could not run, incomplete
    return ranks[static_cast<int>(s)];
  };
  return rank(a) >= rank(b) ? a : b;
}

} // namespace imds
