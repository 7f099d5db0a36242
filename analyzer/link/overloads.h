// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/walk.h"

namespace imds::analyzer::link {

/// Drops of the functions that a call may mean by its name those that its
/// arguments do not fit, and those that only hand on to another of them:
///
///   Builder& header(const char* h) { return header(std::string(h)); }
///
/// Never leaves none where there was one.
void narrow_overloads(std::vector<const Fn*>& fns, const Call& c);

} // namespace imds::analyzer::link
