// SPDX-License-Identifier: Apache-2.0
#include "sniffer/token_memory.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

Caller process(std::int64_t pid, std::vector<Parent> parents) {
  Caller caller;
  caller.pid = pid;
  caller.parents = std::move(parents);
  return caller;
}

bool same(const Caller& put, const Caller& get) {
  return share_a_key(put_keys({&put, "", 0, {}}), get_keys({&get, "", 0, {}}));
}

TEST(TokenMemory, AScriptAndItsChildrenAreOneCaller) {
  const Caller put = process(11, {{10, "sh"}, {1, "systemd"}});
  EXPECT_TRUE(same(put, process(12, {{10, "sh"}, {1, "systemd"}})));
  // TOKEN=$(curl ... | tr): the PUT's parent is a subshell.
  const Caller deep = process(14, {{13, "sh"}, {10, "sh"}});
  EXPECT_TRUE(same(deep, process(12, {{10, "sh"}, {1, "systemd"}})));
  EXPECT_FALSE(same(put, process(21, {{20, "sh"}, {1, "systemd"}})));
}

TEST(TokenMemory, AServiceAndAContainerAreOneCaller) {
  Caller put = process(11, {}), get = process(99, {});
  EXPECT_FALSE(same(put, get));
  put.unit = get.unit = "agent.service";
  EXPECT_TRUE(same(put, get));
  put.unit = get.unit = "session-3.scope"; // everybody logged in there
  EXPECT_FALSE(same(put, get));
  put.container = get.container = "abc";
  EXPECT_TRUE(same(put, get));
}

TEST(TokenMemory, ANumberThatIsUsedAgainIsAnotherProcess) {
  constexpr std::int64_t kHour = 3'600'000'000'000;
  TokenMemory memory;
  Caller agent = process(11, {}), later = process(11, {});
  agent.start_time_ns = 1;
  later.start_time_ns = 9 * kHour;
  const auto failure = [&memory](const Caller& get, std::int64_t time_ns) {
    return memory.failure(get_keys({&get, "", 0, {}}), time_ns);
  };
  memory.remember(put_keys({&agent, "", 0, {}}), 2, "403");
  EXPECT_EQ(failure(agent, 10 * kHour), "403");
  EXPECT_FALSE(failure(later, 10 * kHour));
  const Caller child = process(12, {{11, "agent"}});
  EXPECT_EQ(failure(child, kHour), "403");
  EXPECT_FALSE(failure(child, 2 * kHour));
}

TEST(TokenMemory, WithoutProcessesTheAgentDecides) {
  TokenMemory memory;
  constexpr std::int64_t kSecond = 1'000'000'000;
  const MemorySubject curl{nullptr, "10.0.0.5", 0, "curl/7"};
  const MemorySubject sdk{nullptr, "10.0.0.5", 0, "sdk/2"};
  const MemorySubject nameless{nullptr, "10.0.0.5", 0, {}};
  memory.remember(put_keys(curl), 1 * kSecond, "403");
  EXPECT_EQ(memory.failure(get_keys(curl), 2 * kSecond), "403");
  EXPECT_FALSE(memory.failure(get_keys(sdk), 2 * kSecond));
  memory.remember(put_keys(nameless), 3 * kSecond, "timeout");
  EXPECT_EQ(memory.failure(get_keys(sdk), 4 * kSecond), "timeout");
  EXPECT_FALSE(memory.failure(get_keys(sdk), 64 * kSecond));
  memory.remember(put_keys(curl), 5 * kSecond, {});
  EXPECT_FALSE(memory.failure(get_keys(curl), 6 * kSecond));
}

} // namespace
} // namespace imds::sniffer
