// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/flags.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imds::analyzer {
namespace {

using Words = std::vector<std::string>;

TEST(Flags, SplitLikeAShell) {
  const struct {
    const char* text;
    Words words;
  } cases[] = {
      {"g++ -c a.cc", {"g++", "-c", "a.cc"}},
      {"  g++   a.cc ", {"g++", "a.cc"}},
      {R"(g++ -DX=\"y\" a.cc)", {"g++", "-DX=\"y\"", "a.cc"}},
      {R"(g++ '-DX=a b' "c d")", {"g++", "-DX=a b", "c d"}},
      {R"(g++ "a\"b" '')", {"g++", "a\"b", ""}},
      {"", {}},
  };
  for (const auto& c : cases)
    EXPECT_EQ(split_command(c.text), c.words) << c.text;
}

TEST(Flags, KeepWhatDecidesTheMeaning) {
  const struct {
    const char* command;
    Words flags;
  } cases[] = {
      {"g++ -Iinc -I sub -DX=1 -UY -std=c++17 -c a.cc -o a.o",
       {"-I", "inc", "-I", "sub", "-D", "X=1", "-U", "Y", "-std=c++17"}},
      {"ccache g++ -isystem lib -O2 -Wall -Werror -g a.cc",
       {"-isystem", "lib"}},
      {"CC=x g++ -MD -MF a.d -MT a.o -fPIC a.cc", {}},
      {"g++ -fmodules-ts -fmodule-mapper=x.modmap -fdeps-format=p1689r5 a.cc",
       {}},
      {"g++ @x.modmap a.cc", {}},
      {"g++ -include pre.h -include all.h.gch a.cc", {"-include", "pre.h"}},
      {"g++ -fsanitize=address -flto -fplugin=x.so -m32 a.cc", {"-m32"}},
      {"g++ -DA -- -DB", {"-D", "A"}},
      {"g++ -I", {"-I", ""}},
      {"g++", {}},
  };
  std::vector<std::string> responses;
  for (const auto& c : cases)
    EXPECT_EQ(clean_flags(split_command(c.command), "/", responses), c.flags)
        << c.command;
}

TEST(Flags, ExpandResponseFiles) {
  const auto folder = std::filesystem::path(testing::TempDir()) / "flags";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.rsp") << "-DA=1 @b.rsp";
  std::ofstream(folder / "b.rsp") << "-I inc @a.rsp";
  std::vector<std::string> responses;
  const auto flags =
      clean_flags({"g++", "@a.rsp", "x.cc"}, folder.string(), responses);
  ASSERT_GE(flags.size(), 4U); // a.rsp names itself: cut, not followed forever
  EXPECT_EQ(Words(flags.begin(), flags.begin() + 4),
            (Words{"-D", "A=1", "-I", "inc"}));
  EXPECT_EQ(responses.at(1), (folder / "b.rsp").string());
}

} // namespace
} // namespace imds::analyzer
