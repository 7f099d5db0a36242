// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/nat_table.h"

#include "sniffer/live/netlink.h"

#include <gtest/gtest.h>

#include <vector>

namespace imds::sniffer {
namespace {

// What the kernel answered for a curl on 10.0.0.5 whose port 41000 was taken,
// cut behind the original tuple.
const std::vector<std::uint8_t> kAnswer = {
    // nlmsghdr: 72 bytes, type 1 << 8 | 0, flags, number 7, port
    72, 0, 0, 0, 0, 1, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0,
    // nfgenmsg: AF_INET, version 0
    2, 0, 0, 0,
    // CTA_TUPLE_ORIG
    52, 0, 1, 0x80,
    // CTA_TUPLE_IP: 10.0.0.5, 169.254.169.254
    20, 0, 1, 0x80, 8, 0, 1, 0, 10, 0, 0, 5, 8, 0, 2, 0, 169, 254, 169, 254,
    // CTA_TUPLE_PROTO: TCP, 41000, 80
    28, 0, 2, 0x80, 5, 0, 1, 0, 6, 0, 0, 0, 6, 0, 2, 0, 160, 40, 0, 0, 6, 0, 3,
    0, 0, 80, 0, 0};

TEST(NatTable, ReadsTheOriginalTuple) {
  const auto original = read_tracked(kAnswer);
  ASSERT_TRUE(original);
  EXPECT_EQ(to_string(original->client), "10.0.0.5");
  EXPECT_EQ(original->client_port, 41000);
  EXPECT_EQ(to_string(original->endpoint.address), "169.254.169.254");
  EXPECT_EQ(original->endpoint.port, 80);
}

TEST(NatTable, ReadsNothingFromWhatIsCutOrAnError) {
  for (std::size_t size = 0; size < kAnswer.size(); ++size)
    EXPECT_FALSE(read_tracked(std::span(kAnswer).first(size))) << size;
  auto error = kAnswer;
  error[4] = 2; // NLMSG_ERROR: no such connection
  error[5] = 0;
  EXPECT_FALSE(read_tracked(error));
}

TEST(Netlink, FindsAnAttributeAndEndsAtABrokenOne) {
  const std::vector<std::uint8_t> row = {5, 0, 1, 0, 42, 0, 0, 0,
                                         6, 0, 2, 0, 1,  2, 0, 0};
  struct Case {
    std::size_t size;
    std::uint16_t type;
    std::size_t found;
  } const cases[] = {{16, 1, 1}, {16, 2, 2}, {16, 3, 0}, {14, 2, 2},
                     {13, 2, 0}, {8, 2, 0},  {3, 1, 0}};
  for (const Case& c : cases)
    EXPECT_EQ(attribute_of(std::span(row).first(c.size), c.type).size(),
              c.found)
        << c.size << " " << c.type;
  const std::vector<std::uint8_t> empty_head = {0, 0, 1, 0, 9, 9, 9, 9};
  EXPECT_TRUE(attribute_of(empty_head, 1).empty());
}

} // namespace
} // namespace imds::sniffer
