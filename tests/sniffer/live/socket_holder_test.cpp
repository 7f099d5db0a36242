// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/socket_holder.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

using Pids = std::vector<std::int64_t>;

TEST(SocketHolder, OrdersPidsByAgeAlsoAfterTheWrap) {
  Pids pids = {1, 300, 20, 32000, 21, 31000};
  newest_first(pids, 300);
  EXPECT_EQ(pids, (Pids{300, 21, 20, 1, 32000, 31000}));
}

TEST(SocketHolder, ReadsTheLastPid) {
  EXPECT_EQ(read_last_pid("0.00 0.01 0.05 1/234 5678\n"), 5678);
  EXPECT_EQ(read_last_pid(""), 0);
  EXPECT_EQ(read_last_pid("x y"), 0);
}

TEST(SocketHolder, FindsItsOwnSocketTwiceAndAClosedOneNever) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  struct stat facts{};
  ASSERT_EQ(::fstat(socket, &facts), 0);
  SocketHolders holders;
  const auto open = [] { return true; };
  EXPECT_EQ(holders.holder_of(facts.st_ino, open), ::getpid());
  EXPECT_EQ(holders.holder_of(facts.st_ino, open), ::getpid());
  ::close(socket);
  EXPECT_EQ(holders.holder_of(facts.st_ino, open), std::nullopt);
}

TEST(SocketHolder, SearchesNobodyForASocketThatIsClosed) {
  const int low = ::socket(AF_INET, SOCK_STREAM, 0);
  const int high = ::fcntl(low, F_DUPFD, 100); // where only a search finds it
  struct stat facts{};
  ASSERT_EQ(::fstat(low, &facts), 0);
  ::close(low);
  SocketHolders holders;
  EXPECT_EQ(holders.holder_of(facts.st_ino, [] { return false; }),
            std::nullopt);
  EXPECT_EQ(holders.holder_of(facts.st_ino, [] { return true; }), ::getpid());
  ::close(high);
}

} // namespace
} // namespace imds::sniffer
