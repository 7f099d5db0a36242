// SPDX-License-Identifier: Apache-2.0
#include "analyzer/program_signs.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::string entry(const std::string& object) {
  return R"({"command": "c++ -o )" + object + R"( -c x.cpp", "output": ")" +
         object + "\"},\n";
}

struct Case {
  const char* name;
  std::string database;
  const char* file;
  const char* target;
};

const Case kCases[] = {
    {"at the top", entry("CMakeFiles/rolefetch.dir/src/role.cpp.o"),
     "src/role.cpp", "rolefetch"},
    {"in a folder of its own", entry("tools/CMakeFiles/fetch.dir/role.cpp.o"),
     "tools/role.cpp", "fetch"},
    {"from the root", entry("/b/tools/CMakeFiles/fetch.dir/src/role.cpp.o"),
     "tools/src/role.cpp", "fetch"},
    {"another folder's file", entry("tools/CMakeFiles/fetch.dir/role.cpp.o"),
     "lib/role.cpp", ""},
    {"a longer name", entry("CMakeFiles/fetch.dir/my_role.cpp.o"), "role.cpp",
     ""},
    {"two targets",
     entry("CMakeFiles/a.dir/role.cpp.o") +
         entry("CMakeFiles/b.dir/role.cpp.o"),
     "role.cpp", ""},
    {"one target twice",
     entry("CMakeFiles/a.dir/role.cpp.o") +
         entry("CMakeFiles/a.dir/role.cpp.o"),
     "role.cpp", "a"},
    {"another build system", entry("fetch.p/role.cpp.o"), "role.cpp", ""},
    {"no database", "", "role.cpp", ""},
};

TEST(BuildTarget, IsWhatTheObjectsFolderSays) {
  for (const Case& c : kCases)
    EXPECT_EQ(build_target(c.database, c.file), c.target) << c.name;
}

TEST(UserAgent, IsAProductWithItsVersion) {
  for (const char* text :
       {"rolefetch/2.1", "my-agent/%s", "agent_x/{}", "User-Agent: thing"})
    EXPECT_TRUE(is_user_agent(text)) << text;
  for (const char* text :
       {"", "/latest/meta-data/", "latest/meta-data", "text/plain", "HTTP/1.1",
        "a/1", "http://169.254.169.254/", "x y/1", "agent/", "User-Agent:"})
    EXPECT_FALSE(is_user_agent(text)) << text;
}

} // namespace
} // namespace imds::analyzer
