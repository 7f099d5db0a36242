// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/exec_events.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

TEST(ExecEvents, ReadNothingFromWhatIsCut) {
  std::vector<std::uint8_t> message(60, 0);
  message[16] = 1; // cn_msg.id: processes
  message[36] = 2; // a program begins
  message[56] = 44;
  EXPECT_EQ(read_exec(message), 44);
  for (std::size_t size = 0; size < message.size(); ++size)
    EXPECT_FALSE(read_exec(std::span(message).first(size))) << size;
  message[36] = 1; // a fork
  EXPECT_FALSE(read_exec(message));
}

TEST(ExecEvents, NameTheProgramThatBeganLast) {
  auto events = ExecEvents::open();
  if (!events)
    GTEST_SKIP() << "needs root in the host's own namespaces";
  pid_t pid = 0;
  char name[] = "true";
  char* const arguments[] = {name, nullptr};
  ASSERT_EQ(::posix_spawnp(&pid, name, nullptr, nullptr, arguments, environ),
            0);
  ::waitpid(pid, nullptr, 0);
  const auto& pids = events->newest();
  EXPECT_NE(std::ranges::find(pids, pid), pids.end());
  EXPECT_LE(pids.size(), ExecEvents::kRemembered);
}

} // namespace
} // namespace imds::sniffer
