// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

/// Parses a file, and again with repairs where something is missing: stray
/// macros defined as empty, guards around mentions turned on. `early` gets
/// what is there before each further reading.
ParseResult parse_with_repairs(
    const ParseTask& task, const Early& early = [](const ParseResult&) {});

} // namespace imds::analyzer
