// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/wire.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

Caller full_caller() {
  Caller caller;
  caller.pid = 812;
  caller.start_time_ns = 1'700'000'000'000'000'000;
  caller.comm = "curl";
  caller.exe = "/usr/bin/curl";
  caller.argv = {"curl", "-s", ""};
  caller.uid = 33;
  caller.parents = {{41, "bash"}, {1, "systemd"}};
  caller.cgroup = "/system.slice/x.service";
  caller.unit = "x.service";
  caller.image = "nginx:1.25";
  caller.netns = 4026531840;
  caller.attribution = Attribution::ebpf;
  caller.confidence = Confidence::high;
  return caller;
}

TEST(Wire, CarriesACaller) {
  WireWriter out;
  out.caller(full_caller());
  out.number(7);
  WireReader in(out.bytes());
  const Caller caller = in.caller();
  EXPECT_EQ(caller.pid, 812);
  EXPECT_EQ(caller.comm, "curl");
  EXPECT_EQ(caller.argv, full_caller().argv);
  EXPECT_EQ(caller.user, std::nullopt);
  EXPECT_EQ(caller.parents.size(), 2u);
  EXPECT_EQ(caller.parents[1].comm, "systemd");
  EXPECT_EQ(caller.unit, "x.service");
  EXPECT_EQ(caller.image, "nginx:1.25");
  EXPECT_EQ(caller.attribution, Attribution::ebpf);
  EXPECT_EQ(caller.confidence, Confidence::high);
  EXPECT_EQ(in.number(), 7u);
  EXPECT_TRUE(in.ok());
}

TEST(Wire, BelievesNothingThatIsCut) {
  WireWriter out;
  out.caller(full_caller());
  for (std::size_t size = 0; size < out.bytes().size(); ++size) {
    WireReader in(std::string_view(out.bytes()).substr(0, size));
    in.caller();
    EXPECT_FALSE(in.ok()) << size;
  }
}

} // namespace
} // namespace imds::sniffer
