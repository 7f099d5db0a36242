// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/world.h"

#include <functional>
#include <string>

namespace imds::analyzer::link {

/// Whether an object of this type is another one where it is handed over or a
/// variable is made from it: a container or the header class of an HTTP
/// library, by value. Of other classes nobody knows; most clients share what
/// they are.
bool is_copied(const std::string& type);

/// The value, of which each object is one of its own: what the copy gets, the
/// other does not have. `make`: a new object for the copy of another.
Value copied(const Value& value, int depth, World& world,
             const std::function<int(int)>& make);

} // namespace imds::analyzer::link
