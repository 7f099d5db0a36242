// SPDX-License-Identifier: Apache-2.0
#include "reports/versions.h"

#include <gtest/gtest.h>

namespace imds {
namespace {

struct Case {
  const char *a, *b;
  int order;
};

const Case kCases[] = {
    {"1.9", "1.10", -1},
    {"1.10", "1.9.9", 1},
    {"1.7", "1.7.229", -1},
    {"1.7.100", "1.7.229", -1},
    {"1.10", "1.10.0", 0},
    {"2", "1.99", 1},
    {"1.2-rc1", "1.2", 0},
    {"1.7.0-rc1", "1.7.0", 0},
    {"", "", 0},
    {"", "1", -1},
};

TEST(Versions, AreComparedNumberByNumber) {
  for (const Case& c : kCases) {
    EXPECT_EQ(compare_versions(c.a, c.b), c.order) << c.a << ' ' << c.b;
    EXPECT_EQ(compare_versions(c.b, c.a), -c.order) << c.b << ' ' << c.a;
  }
}

TEST(Versions, APinFixesOneAndARangeNone) {
  for (const char* pin : {"1.12.0", "==1.12.0", "=1.12.0", "v1.12.0"})
    EXPECT_EQ(fixed_version(pin), "1.12.0") << pin;
  for (const char* pin : {"", ">=1.12.0", "^1.12.0", "~1.12", "1.x <2", "*"})
    EXPECT_EQ(fixed_version(pin), "") << pin;
}

} // namespace
} // namespace imds
