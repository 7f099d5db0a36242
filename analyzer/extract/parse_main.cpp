// SPDX-License-Identifier: Apache-2.0
// imds-ready-parse: the only program that loads Clang. imds-ready-analyze
// starts it when there is something to parse, gives it tasks on stdin and
// reads numbered answers from its stdout; people do not run it.
#include "analyzer/extract/ast/ladder.h"
#include "analyzer/extract/frames.h"
#include "analyzer/extract/worker_pool.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

int main(int argc, char** argv) {
  using namespace imds::analyzer;
  if (argc != 3)
    return 2;
  ::signal(SIGPIPE, SIG_IGN);
  PoolLimits limits;
  limits.jobs = std::max(1, std::atoi(argv[1]));
  limits.timeout_s = std::max(1, std::atoi(argv[2]));
  const auto tasks = tasks_from_bytes(read_to_end(STDIN_FILENO));
  run_pool(tasks, limits, parse_with_repairs,
           [](std::uint32_t index, const ParseResult& result) {
             if (!write_frame(STDOUT_FILENO, {index, to_bytes(result)}))
               std::_Exit(1);
           });
}
