// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

struct PoolLimits {
  int jobs = 1;
  int timeout_s = 60;             // CPU time of one task
  std::uint64_t memory_mb = 3000; // address space of one worker
};

using Work = std::function<ParseResult(const ParseTask&, const Early& early)>;

/// What a worker gave, as it came: units are megabytes, and taking them apart
/// here would keep the next worker waiting.
struct Answer {
  std::vector<std::uint8_t> bytes; // of a ParseResult; none: it was lost
  std::string why;                 // it was
  bool hurried = false;            // time ran out for it
};

using Done = std::function<void(std::uint32_t, Answer)>;

/// Runs `work` on each task in a process of its own, `jobs` at a time, and
/// gives each answer to `done` as it comes. A task that crashes, hangs or
/// takes too much memory costs its process; its answer says why.
void run_pool(const std::vector<ParseTask>& tasks, const PoolLimits& limits,
              const Work& work, const Done& done);

} // namespace imds::analyzer
