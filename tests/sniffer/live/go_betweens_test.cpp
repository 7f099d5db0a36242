// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/go_betweens.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

struct Case {
  const char* exe; // "": not known
  const char* comm;
  const char* name; // "": none
};

constexpr Case kCases[] = {
    {"/usr/lib/systemd/systemd-imdsd", "systemd-imdsd", "systemd-imdsd"},
    {"/bin/kube2iam", "kube2iam", "kube2iam"},
    {"", "kube2iam", "kube2iam"},
    {"/usr/sbin/squid", "squid", "HTTP proxy"},
    {"/usr/bin/slirp4netns", "slirp4netns", "user-mode network"},
    {"/usr/bin/curl", "curl", ""},
    {"/usr/bin/curl", "kube2iam", ""}, // it may call itself what it likes
    {"/opt/kube2iam/bin/agent", "agent", ""},
    {"", "", ""},
};

TEST(GoBetweens, AreKnownByTheirProgram) {
  const auto known = GoBetweens::load({});
  ASSERT_TRUE(known) << known.error().what;
  for (const Case& c : kCases) {
    Sighting row;
    if (*c.exe)
      row.exe = c.exe;
    if (*c.comm)
      row.comm = c.comm;
    EXPECT_EQ(known->name_of(row).value_or(""), c.name) << c.exe;
  }
}

} // namespace
} // namespace imds::sniffer
