// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/flow.h"
#include "analyzer/link/reach.h"

#include <functional>
#include <span>

// A leg of a fallback may be a function of its own:
//
//   if (ask_v2(id) != 0)
//     ask_v1(id);
//
// By itself ask_v1 asks without a token whatever happens. Who calls it, and
// when, says what it is; so its callers are walked, too, and speak for it where
// all of them are known.
namespace imds::analyzer::link {

/// Whether both ask the same, as `read` shows it, in the same way.
bool alike(const Event& a, const Event& b,
           std::string (*read)(const Text&) = flat);
/// Whether both take the same steps from `a` and `b` on, to where one ends.
bool same_way(std::span<const Step> a, std::span<const Step> b);

/// Whether a request without a token, known in full, may be one that callers
/// make only after a token failed: none of its guards says so, and it is not
/// seen from far above already.
bool callers_may_tell(const Event& event, const Flows& flows);

/// Drops such a request where every caller of its function outside of the tests
/// was seen to make it, each for a reason. `is_test` is asked for a function.
void drop_told_by_callers(Flows& flows, const Reach& reach,
                          const std::function<bool(int)>& is_test);

} // namespace imds::analyzer::link
