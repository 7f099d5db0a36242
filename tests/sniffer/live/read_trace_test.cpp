// SPDX-License-Identifier: Apache-2.0
#include "sniffer/bpf/tracer.h"

#include "sniffer/bpf/events.h"

#include <gtest/gtest.h>

#include <cstring>

namespace imds::sniffer {
namespace {

template <class T> std::span<const std::uint8_t> bytes(const T& value) {
  return {reinterpret_cast<const std::uint8_t*>(&value), sizeof value};
}

imds_connect_more connect_event() {
  imds_connect_more event{};
  event.base.kind = IMDS_CONNECT;
  event.base.pid = 812;
  event.base.cookie = 7;
  event.base.uid = 33;
  event.base.cgroup_id = 44;
  std::memcpy(event.base.comm, "worker-1", 8);
  std::memcpy(event.leader_comm, "0123456789abcdef", 16); // no end
  event.netns = 4026531840;
  event.parents[0].pid = 41;
  std::memcpy(event.parents[0].comm, "bash", 4);
  event.argv_size = 8;
  std::memcpy(event.argv, "curl\0-s", 8);
  return event;
}

TEST(ReadTrace, ReadsAConnectWithoutBtf) {
  const imds_connect event = connect_event().base;
  const auto read = read_trace(bytes(event));
  ASSERT_TRUE(read);
  const auto& connecting = std::get<Connecting>(*read);
  EXPECT_EQ(connecting.pid, 812);
  EXPECT_EQ(connecting.comm, "worker-1");
  EXPECT_EQ(connecting.netns, std::nullopt);
  EXPECT_EQ(connecting.cmdline, std::nullopt);
}

TEST(ReadTrace, ReadsWhatOnlyBtfTells) {
  const imds_connect_more event = connect_event();
  const auto read = read_trace(bytes(event));
  ASSERT_TRUE(read);
  const auto& connecting = std::get<Connecting>(*read);
  EXPECT_EQ(connecting.comm, "0123456789abcdef");
  EXPECT_EQ(connecting.netns, 4026531840u);
  ASSERT_EQ(connecting.parents.size(), 1u);
  EXPECT_EQ(connecting.parents[0].comm, "bash");
  EXPECT_EQ(connecting.cmdline, std::string("curl\0-s\0", 8));
}

TEST(ReadTrace, BoundsTheArguments) {
  imds_connect_more event = connect_event();
  event.argv_size = ~0u;
  const auto read = read_trace(bytes(event));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<Connecting>(*read).cmdline->size(), IMDS_ARGV);
}

TEST(ReadTrace, ReadsASyn) {
  imds_syn event{};
  event.kind = IMDS_SYN;
  event.sequence = 0x01020304;
  event.cookie = 7;
  event.client.port = 40000;
  event.endpoint.port = 80;
  const auto read = read_trace(bytes(event));
  ASSERT_TRUE(read);
  EXPECT_EQ(std::get<SynSent>(*read).sequence, 0x01020304u);
  EXPECT_EQ(std::get<SynSent>(*read).client.port, 40000);
}

TEST(ReadTrace, RefusesWhatIsCutOrUnknown) {
  const imds_connect event = connect_event().base;
  for (std::size_t size = 0; size < sizeof event; ++size)
    EXPECT_FALSE(read_trace(bytes(event).first(size))) << size;
  imds_syn syn{};
  syn.kind = 9;
  EXPECT_FALSE(read_trace(bytes(syn)));
}

} // namespace
} // namespace imds::sniffer
