// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/request_class.h"
#include "sniffer/exchange.h"
#include "sniffer/vocabulary.h"

#include <optional>
#include <string>

namespace imds::sniffer {

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
