// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/machine.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace imds::sniffer {
namespace {

struct Case {
  const char* tag;
  const char* instance; // "" where it is none
};

const Case kCases[] = {
    {"i-0abc0123456789def\n", "i-0abc0123456789def"},
    {"i-0abc0123456789def", "i-0abc0123456789def"},
    {"i-1234abcd \n", "i-1234abcd"},
    {"", ""},
    {"Not Specified\n", ""},
    {"i-0abc\n", ""},
    {"i-0ABC0123456789DEF\n", ""},
    {"i-0abc0123456789de/\n", ""},
    {"x\ni-0abc0123456789def\n", ""},
};

TEST(Machine, KnowsItsInstanceByTheBoardsAssetTag) {
  const auto folder = std::filesystem::temp_directory_path() /
                      ("imds-dmi-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  for (const Case& c : kCases) {
    std::ofstream(folder / "board_asset_tag") << c.tag;
    const Machine machine = Machine::read(folder);
    EXPECT_EQ(machine.instance.value_or(""), c.instance) << c.tag;
    EXPECT_TRUE(machine.host);
  }
  std::filesystem::remove_all(folder);
  EXPECT_FALSE(Machine::read(folder).instance);
}

} // namespace
} // namespace imds::sniffer
