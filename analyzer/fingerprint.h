// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"

namespace imds::analyzer {

/// Gives each finding a fingerprint that does not depend on line numbers: the
/// same request has the same one after code above it moved, or its file did.
/// Findings that look alike are told apart by their order. Findings are sorted.
void fingerprint(Analysis& analysis);

} // namespace imds::analyzer
