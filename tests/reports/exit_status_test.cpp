// SPDX-License-Identifier: Apache-2.0
#include "reports/exit_status.h"

#include <gtest/gtest.h>

namespace imds {
namespace {

TEST(ExitStatus, TwoBeatsOneBeatsThreeBeatsZero) {
  const ExitStatus order[] = {ExitStatus::could_not_run, ExitStatus::v1_in_use,
                              ExitStatus::incomplete, ExitStatus::ready};
  for (int i = 0; i < 4; ++i)
    for (int j = i; j < 4; ++j) {
      EXPECT_EQ(worse(order[i], order[j]), order[i]) << i << " " << j;
      EXPECT_EQ(worse(order[j], order[i]), order[i]) << i << " " << j;
    }
}

} // namespace
} // namespace imds
