// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/unit_cache.h"

#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

class Cache : public testing::Test {
protected:
  Cache() {
    fs::remove_all(root_);
    fs::create_directories(root_ / "tree");
    write("a.cc", "int a;");
    write("a.h", "int h;");
    task_.root = (root_ / "tree").string();
    task_.file = path("a.cc");
    task_.flags = {"-DX"};
    result_.units.emplace_back().main_file = "a.cc";
    result_.read = {path("a.cc"), path("a.h")};
    result_.absent = {path("config.h")};
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(path(name)) << text;
  }
  std::string path(const std::string& name) const {
    return (root_ / "tree" / name).string();
  }
  std::string folder() const { return (root_ / "cache").string(); }
  /// As the next run of the program would see it.
  bool hit() const { return UnitCache(folder()).find(task_).has_value(); }
  /// As a run does that began after the files were written.
  void keep() {
    std::this_thread::sleep_for(std::chrono::milliseconds(70));
    UnitCache(folder()).keep(task_, result_);
  }

  const fs::path root_ =
      fs::path(testing::TempDir()) / "unit_cache" /
      testing::UnitTest::GetInstance()->current_test_info()->name();
  ParseTask task_;
  ParseResult result_;
};

TEST_F(Cache, HoldsWhileNothingChanges) {
  EXPECT_FALSE(hit());
  keep();
  ASSERT_TRUE(hit());
  EXPECT_EQ(UnitCache(folder()).find(task_)->units[0].main_file, "a.cc");
}

TEST_F(Cache, ForgetsWhenAnythingChanges) {
  keep();
  write("a.h", "int other;");
  EXPECT_FALSE(hit());
  write("a.h", "int h;");
  EXPECT_TRUE(hit()) << "content counts, not time";
  write("config.h", "");
  EXPECT_FALSE(hit()) << "a header appeared where one was missed";
  fs::remove(path("config.h"));
  task_.flags = {"-DY"};
  EXPECT_FALSE(hit());
}

TEST_F(Cache, KeepsNothingLost) {
  result_.why = "crashed";
  keep();
  EXPECT_FALSE(hit());
  result_.why.clear();
  result_.hurried = true;
  keep();
  EXPECT_FALSE(hit()) << "with more time there might be more";
}

TEST_F(Cache, KeepsNothingOfAFileThatChangedMeanwhile) {
  keep(); // All is old enough, but for what follows.
  fs::remove_all(folder());
  UnitCache run(folder());
  write("a.h", "int later;");
  run.keep(task_, result_);
  EXPECT_FALSE(hit()) << "Clang may have read the older one";
}

TEST_F(Cache, TornEntriesAreNoEntries) {
  keep();
  for (const auto& entry : fs::recursive_directory_iterator(folder()))
    if (entry.is_regular_file())
      fs::resize_file(entry.path(), entry.file_size() / 2);
  EXPECT_FALSE(hit());
}

TEST_F(Cache, NoFolderNoCache) {
  UnitCache none("");
  none.keep(task_, result_);
  EXPECT_FALSE(none.find(task_).has_value());
}

} // namespace
} // namespace imds::analyzer
