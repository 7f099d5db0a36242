// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/proc_text.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

constexpr const char* kFields =
    " S 41 1 1 0 -1 4194304 1 2 3 4 5 6 7 8 20 0 1 0 98765 100 200\n";

TEST(ProcText, ReadsStatWhateverTheName) {
  for (const char* name :
       {"curl", "a b", ") S 1 2", "((x)", "", "line\nbreak", "\xff\xfe"}) {
    const auto stat = read_stat("812 (" + std::string(name) + ")" + kFields);
    ASSERT_TRUE(stat) << name;
    EXPECT_EQ(stat->pid, 812);
    EXPECT_EQ(stat->comm, name);
    EXPECT_EQ(stat->parent, 41);
    EXPECT_EQ(stat->start_ticks, 98765u);
  }
}

TEST(ProcText, RefusesAStatThatIsCut) {
  const std::string whole = "812 (curl)" + std::string(kFields);
  const std::size_t enough = whole.find("98765") + 5;
  for (std::size_t size = 0; size < enough; ++size) {
    const auto stat = read_stat(whole.substr(0, size));
    EXPECT_TRUE(!stat || stat->start_ticks < 98765) << size;
  }
}

TEST(ProcText, ReadsTheEffectiveUid) {
  EXPECT_EQ(read_uid("Name:\tx\nUid:\t1000\t0\t0\t0\nGid:\t5\t5\t5\t5\n"), 0);
  EXPECT_EQ(read_uid("Uid:\t7\t8\t9\t10"), 8);
  EXPECT_EQ(read_uid("Name:\tUid:\t1\n"), std::nullopt);
  EXPECT_EQ(read_uid(""), std::nullopt);
}

TEST(ProcText, SplitsACommandLine) {
  using Args = std::vector<std::string>;
  const std::string_view text("curl\0-s\0\0x y\0", 13);
  EXPECT_EQ(read_cmdline(text), (Args{"curl", "-s", "", "x y"}));
  EXPECT_EQ(read_cmdline("nginx: master process"),
            (Args{"nginx: master process"}));
  EXPECT_EQ(read_cmdline(""), Args{});
}

TEST(ProcText, BoundsACommandLine) {
  const std::string many(3 * kMaxArguments, '\0');
  EXPECT_EQ(read_cmdline(many).size(), kMaxArguments + 1);
  const auto long_one = read_cmdline(std::string(2 * kMaxArgumentBytes, 'x'));
  ASSERT_EQ(long_one.size(), 1u);
  EXPECT_EQ(long_one[0].size(), kMaxArgumentBytes + 3);
}

TEST(ProcText, NamesAProgramWhoseFileWasReplaced) {
  EXPECT_EQ(read_exe("/bin/kube2iam (deleted)"), "/bin/kube2iam");
  EXPECT_EQ(read_exe("/bin/kube2iam"), "/bin/kube2iam");
  EXPECT_EQ(read_exe(""), "");
}

TEST(ProcText, NamesAUser) {
  constexpr const char* passwd = "root:x:0:0::/root:/bin/sh\nbroken\n"
                                 "web:x:33:33::/:/bin/false\n:x:44:1::/:\n";
  EXPECT_EQ(read_user(passwd, 0), "root");
  EXPECT_EQ(read_user(passwd, 33), "web");
  EXPECT_EQ(read_user(passwd, 44), std::nullopt);
  EXPECT_EQ(read_user(passwd, 3), std::nullopt);
}

TEST(ProcText, ReadsLinks) {
  EXPECT_EQ(read_link_inode("net:[4026531840]", "net"), 4026531840u);
  EXPECT_EQ(read_link_inode("socket:[12]", "net"), std::nullopt);
  EXPECT_EQ(read_link_inode("net:[", "net"), std::nullopt);
  EXPECT_EQ(read_link_inode("net:[12x]", "net"), std::nullopt);
}

} // namespace
} // namespace imds::sniffer
