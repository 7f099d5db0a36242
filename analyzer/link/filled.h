// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/shared.h"
#include "analyzer/link/walk.h"

#include <string>

namespace imds::analyzer::link {

/// Whether the object stands for a member or a global and carries something:
/// whoever names that one means it.
bool is_filled_place(const Object& object, const Holes& holes);

/// Tells the store, at the end of a walk that began in `writer`, what its calls
/// have put into members and globals: headers_.emplace(name, token).
void keep_filled(const Outcome& out, const std::string& writer, Shared& shared);

} // namespace imds::analyzer::link
