// SPDX-License-Identifier: Apache-2.0
// imds-ready-parse: the only program that loads Clang. imds-ready-analyze
// starts it when there is something to parse, gives it tasks on stdin and
// reads numbered answers from its stdout; people do not run it.
#include "analyzer/extract/ast/common_headers.h"
#include "analyzer/extract/ast/ladder.h"
#include "analyzer/extract/frames.h"
#include "analyzer/extract/worker_pool.h"

#include <csignal>
#include <cstdlib>
#include <map>
#include <set>
#include <unistd.h>

namespace {

using namespace imds::analyzer;

/// Tasks by the number of their answer.
using Numbered = std::map<std::uint32_t, ParseTask>;

/// Answers to tasks that time ran out for in an earlier try.
std::set<std::uint32_t> hurried;

void give(std::uint32_t index, Answer answer) {
  if (!answer.why.empty() || hurried.contains(index)) {
    ParseResult result;
    if (answer.why.empty())
      result = result_from_bytes(answer.bytes);
    else
      result.why = std::move(answer.why);
    result.hurried = hurried.contains(index);
    answer.bytes = to_bytes(result);
  }
  if (!write_frame(STDOUT_FILENO, {index, std::move(answer.bytes)}))
    std::_Exit(1);
}

/// Runs the tasks; those whose worker was lost come back, unless this try is
/// the `last`: then why it was lost is the answer.
Numbered run(const Numbered& tasks, const PoolLimits& limits, bool last) {
  std::vector<ParseTask> list;
  std::vector<std::uint32_t> number;
  for (const auto& [index, task] : tasks) {
    list.push_back(task);
    number.push_back(index);
  }
  Numbered lost;
  run_pool(list, limits, parse_with_repairs,
           [&](std::uint32_t i, Answer answer) {
             if (answer.hurried)
               hurried.insert(number[i]);
             if (answer.why.empty() || last)
               give(number[i], std::move(answer));
             else
               lost[number[i]] = list[i];
           });
  return lost;
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return 2;
  ::signal(SIGPIPE, SIG_IGN);
  PoolLimits limits;
  limits.jobs = std::max(1, std::atoi(argv[1]));
  limits.timeout_s = std::max(1, std::atoi(argv[2]));
  Numbered tasks;
  for (ParseTask& task : tasks_from_bytes(read_to_end(STDIN_FILENO)))
    tasks.emplace(static_cast<std::uint32_t>(tasks.size()), std::move(task));
  std::vector<ParseTask> all;
  for (const auto& [index, task] : tasks)
    all.push_back(task);
  prepare_common_headers(all);
  // What was lost is tried again with fewer liberties, and again with none.
  tasks = run(tasks, limits, /*last=*/false);
  for (auto& [index, task] : tasks)
    task.near = true;
  tasks = run(tasks, limits, /*last=*/false);
  for (auto& [index, task] : tasks)
    task.plain = true;
  run(tasks, limits, /*last=*/true);
}
