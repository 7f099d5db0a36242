// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/parse_task.h"
#include "reports/error.h"

#include <functional>

namespace imds::analyzer {

/// Runs imds-ready-parse on the tasks; `done` gets each answer, by number, as
/// it comes. Every task is answered, the ones that a dead parser took along
/// with a `why`. Fails where the program is not there.
Result<void>
run_parser(const std::vector<ParseTask>& tasks, int jobs, int timeout_s,
           const std::function<void(std::size_t, ParseResult)>& done);

} // namespace imds::analyzer
