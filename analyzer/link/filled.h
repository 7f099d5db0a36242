// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/shared.h"
#include "analyzer/link/walk.h"

#include <string>

namespace imds::analyzer::link {

/// Whether the object stands for a member or a global and carries something:
/// whoever names that one means it.
bool is_filled_place(const Object& object, const Holes& holes);

/// Whether such a member of the method's class was told what to ask: the method
/// may send it, though nothing of it is handed in.
bool may_send_member(const Fn& method, const World& world, Shared& shared);

/// Tells the store, at the end of a walk that began in `writer`, what its calls
/// have put into members and globals: headers_.emplace(name, token).
void keep_filled(const Outcome& out, const std::string& writer, Shared& shared);

} // namespace imds::analyzer::link
