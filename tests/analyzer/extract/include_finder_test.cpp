// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/include_finder.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<std::string>;

TEST(IncludeLines, ReadsBothForms) {
  const auto lines = include_lines("#include <a/b.h>\n"
                                   "  #  include \"c.h\" // why\n"
                                   "#include MACRO\n"
                                   "#ifdef X\n#include \"d.h\"\n#endif\n"
                                   "#include \"\"\n#include <open\n");
  ASSERT_EQ(lines.size(), 3U);
  EXPECT_EQ(lines[0].name, "a/b.h");
  EXPECT_FALSE(lines[0].quoted);
  EXPECT_EQ(lines[1].name, "c.h");
  EXPECT_TRUE(lines[1].quoted);
  EXPECT_EQ(lines[2].name, "d.h");
}

class Tree : public testing::Test {
protected:
  void write(const std::string& path, const std::string& text) {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path) << text;
    files_.push_back(path);
  }
  IncludeFinder::Found find(const std::string& file, const Strings& dirs = {}) {
    return IncludeFinder(root_.string(), files_).find(file, dirs);
  }
  std::string in_root(const std::string& path) const {
    return (root_ / path).string();
  }

  const fs::path root_ =
      fs::path(testing::TempDir()) / "include_finder" /
      testing::UnitTest::GetInstance()->current_test_info()->name();
  Strings files_;
};

TEST_F(Tree, FindsFoldersBySuffix) {
  write("src/net/imds.cc", "#include <acme/http.h>\n#include \"imds.h\"\n");
  write("src/net/imds.h", "");
  write("include/acme/http.h", "#include <acme/url.h>\n");
  write("include/acme/url.h", "");
  const auto found = find("src/net/imds.cc");
  EXPECT_EQ(found.dirs, Strings{in_root("include/")});
  EXPECT_EQ(found.quote_dirs, Strings{});
  EXPECT_TRUE(found.closure.contains("include/acme/url.h"));
  EXPECT_TRUE(found.closure.contains("src/net/imds.h"));
}

TEST_F(Tree, SaysWhetherAnIncludedFileNeedsANewerStandard) {
  write("a.cc", "#include \"a.h\"\n// a concept that requires thought\n");
  write("a.h", "int f(std::span<int> list);\n");
  write("b.cc", "// a concept that requires thought\n");
  EXPECT_TRUE(find("a.cc").cpp20);
  EXPECT_FALSE(find("b.cc").cpp20);
}

TEST_F(Tree, TakesTheNearestOfSeveral) {
  write("a/src/x.cc", "#include \"config.h\"\n");
  write("a/gen/config.h", "");
  write("b/config.h", "");
  EXPECT_EQ(find("a/src/x.cc").quote_dirs, Strings{in_root("a/gen/")});
}

TEST_F(Tree, NeverHidesTheSystem) {
  write("x.c", "#include <string.h>\n#include <stdio.h>\n");
  write("compat/string.h", "");
  const auto found = find("x.c");
  EXPECT_EQ(found.dirs, Strings{});
  EXPECT_FALSE(found.closure.contains("compat/string.h"));
}

TEST_F(Tree, LeavesWhatTheCommandFinds) {
  write("x.cc", "#include <acme/a.h>\n");
  write("one/acme/a.h", "");
  write("two/acme/a.h", "");
  const auto found = find("x.cc", {in_root("two")});
  EXPECT_EQ(found.dirs, Strings{});
  EXPECT_TRUE(found.closure.contains("two/acme/a.h"));
}

TEST_F(Tree, SurvivesCircles) {
  write("a.h", "#include \"b.h\"\n");
  write("b.h", "#include \"a.h\"\n");
  EXPECT_EQ(find("a.h").closure.size(), 2U);
}

} // namespace
} // namespace imds::analyzer
