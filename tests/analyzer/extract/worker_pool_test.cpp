// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/worker_pool.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <thread>

namespace imds::analyzer {
namespace {

/// Does what the task's file name says.
ParseResult misbehave(const ParseTask& task, const Early& early) {
  if (task.file == "crash")
    ::raise(SIGKILL);
  if (task.file == "exit")
    ::_exit(7);
  if (task.file == "hang")
    std::this_thread::sleep_for(std::chrono::minutes(1));
  ParseResult result;
  result.units.emplace_back().main_file = task.file;
  result.read = {std::string(300'000, 'x')}; // more than a pipe holds
  early(result);
  if (task.file == "crash later")
    ::raise(SIGKILL);
  return result;
}

TEST(WorkerPool, OneBadTaskCostsOneTask) {
  const struct {
    const char* file;
    const char* why;
  } cases[] = {
      {"a", ""},           {"crash", "the parser crashed (Killed)"},
      {"b", ""},           {"hang", "gave up after 1 s"},
      {"crash later", ""}, {"exit", "the parser ended with status 7"},
      {"c", ""},
  };
  std::vector<ParseTask> tasks;
  for (const auto& c : cases)
    tasks.emplace_back().file = c.file;
  std::vector<Answer> answers(tasks.size());
  run_pool(tasks, {.jobs = 2, .timeout_s = 1}, misbehave,
           [&](std::uint32_t i, Answer a) { answers[i] = std::move(a); });
  for (std::size_t i = 0; i < answers.size(); ++i) {
    EXPECT_EQ(answers[i].why, cases[i].why);
    EXPECT_EQ(answers[i].bytes.empty(), !answers[i].why.empty());
    if (answers[i].why.empty()) {
      const auto result = result_from_bytes(answers[i].bytes);
      ASSERT_EQ(result.units.size(), 1U);
      EXPECT_EQ(result.units[0].main_file, cases[i].file);
    }
  }
}

} // namespace
} // namespace imds::analyzer
