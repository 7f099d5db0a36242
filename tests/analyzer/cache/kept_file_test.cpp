// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cache/kept_file.h"

#include "analyzer/cache/digest.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

const Bytes kSome(1000, 7);

TEST(KeptFile, ComesBackAsItWas) {
  const TempTree tree;
  const auto path = tree.path() + "/cache/runs/" + digest_of("a");
  EXPECT_FALSE(read_kept(path));
  write_kept(path, kSome);
  EXPECT_EQ(read_kept(path), kSome);
  write_kept(path, {});
  EXPECT_EQ(read_kept(path), Bytes());
}

TEST(KeptFile, IsGoneOnceItIsBroken) {
  struct Case {
    const char* name;
    void (*damage)(const std::string& path);
  } cases[] = {
      {"cut off", [](const std::string& path) { fs::resize_file(path, 500); }},
      {"emptied", [](const std::string& path) { fs::resize_file(path, 0); }},
      {"zeros at the end",
       [](const std::string& path) {
         fs::resize_file(path, 500);
         fs::resize_file(path, 1032);
       }},
      {"longer", [](const std::string& path) { fs::resize_file(path, 2000); }},
  };
  for (const auto& c : cases) {
    const TempTree tree;
    const auto path = tree.path() + "/runs/" + digest_of("a");
    write_kept(path, kSome);
    c.damage(path);
    EXPECT_FALSE(read_kept(path)) << c.name;
    EXPECT_FALSE(fs::exists(path)) << c.name;
  }
}

TEST(KeptFile, OfAnotherUserIsNotRead) {
  const TempTree tree;
  const auto path = tree.path() + "/runs/" + digest_of("a");
  write_kept(path, kSome);
  if (::chown(path.c_str(), ::geteuid() + 1, ::getegid()) != 0)
    GTEST_SKIP() << "needs root";
  EXPECT_FALSE(read_kept(path));
  EXPECT_TRUE(fs::exists(path));
}

TEST(KeptFile, FolderIsBoundedByAge) {
  const TempTree tree;
  const auto now = fs::file_time_type::clock::now();
  std::vector<std::string> paths;
  for (int i = 0; i < 10; ++i) {
    paths.push_back(tree.path() + "/units/" + digest_of(std::to_string(i)));
    write_kept(paths.back(), kSome);
    fs::last_write_time(paths.back(), now - std::chrono::hours(10 - i));
  }
  const auto foreign = tree.write("units/mine", std::string(5000, 'x'));
  const auto other = tree.write("src/" + digest_of("a"), "mine too");
  EXPECT_TRUE(read_kept(paths[0])); // Used just now.
  bound_kept(tree.path(), 6000);
  EXPECT_TRUE(fs::exists(paths[0]));
  EXPECT_FALSE(fs::exists(paths[1]));
  EXPECT_TRUE(fs::exists(paths[9]));
  EXPECT_TRUE(fs::exists(foreign));
  EXPECT_TRUE(fs::exists(other));
}

} // namespace
} // namespace imds::analyzer
