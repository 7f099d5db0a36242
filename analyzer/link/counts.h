// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/world.h"

namespace imds::analyzer::link {

/// request.count = 0: its list is there, and none of it is sent.
bool counts_none(const Object& object);

} // namespace imds::analyzer::link
