// SPDX-License-Identifier: Apache-2.0
// imds-ready-parse: the only program that loads Clang. imds-ready-analyze
// starts it when there is something to parse, gives it tasks on stdin and
// reads numbered answers from its stdout; people do not run it.
#include "analyzer/extract/ast/ladder.h"
#include "analyzer/extract/frames.h"
#include "analyzer/extract/worker_pool.h"

#include <csignal>
#include <cstdlib>
#include <map>
#include <unistd.h>

namespace {

using namespace imds::analyzer;

void answer(std::uint32_t index, const ParseResult& result) {
  if (!write_frame(STDOUT_FILENO, {index, to_bytes(result)}))
    std::_Exit(1);
}

/// Runs the tasks; those whose worker was lost are not answered, but come
/// back with the answer that they would have had.
std::map<std::uint32_t, ParseResult> run(const std::vector<ParseTask>& tasks,
                                         const PoolLimits& limits) {
  std::map<std::uint32_t, ParseResult> lost;
  run_pool(tasks, limits, parse_with_repairs,
           [&](std::uint32_t index, ParseResult result) {
             if (result.why.empty())
               answer(index, result);
             else
               lost[index] = std::move(result);
           });
  return lost;
}

/// A second try of what was lost, with fewer liberties.
void run_again(const std::vector<ParseTask>& tasks, const PoolLimits& limits,
               const std::map<std::uint32_t, ParseResult>& lost) {
  std::vector<ParseTask> again;
  std::vector<std::uint32_t> number;
  for (const auto& [index, why] : lost) {
    again.push_back(tasks[index]);
    again.back().plain = true;
    number.push_back(index);
  }
  run_pool(again, limits, parse_with_repairs,
           [&](std::uint32_t index, const ParseResult& result) {
             answer(number[index], result);
           });
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return 2;
  ::signal(SIGPIPE, SIG_IGN);
  PoolLimits limits;
  limits.jobs = std::max(1, std::atoi(argv[1]));
  limits.timeout_s = std::max(1, std::atoi(argv[2]));
  const auto tasks = tasks_from_bytes(read_to_end(STDIN_FILENO));
  run_again(tasks, limits, run(tasks, limits));
}
