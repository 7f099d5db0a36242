// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pipeline.h"
#include "analyzer/scan/tree.h"
#include "tests/analyzer/scan/tree_of_files.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;
using Language = SourceFile::Language;

const Imds& imds() {
  static const Imds loaded = *Imds::load({});
  return loaded;
}

Sources scanned(const TreeOfFiles& tree, int jobs = 2) {
  Settings settings;
  settings.root = tree.root();
  settings.inputs = {tree.root()};
  settings.jobs = jobs;
  return scan(settings, imds(), list_sources(settings));
}

std::string shown(const Sources& sources) {
  std::string all;
  for (const Mention& m : sources.mentions)
    all += m.file + ":" + std::to_string(m.line) + ":" +
           std::to_string(m.column) + " " + name(m.kind) + " " + name(m.state) +
           "\n";
  return all;
}

TEST(Scan, PlacesMentions) {
  TreeOfFiles tree({
      {"a.c", "// 169.254.169.254\nchar* a =\n  \"169.254.169.254\";\n"
              "#if 0\nb(\"169.254.169.254\");\n#endif\n/* x\n"
              " latest/meta-data */\n"},
      {"b.py", "# 169.254.169.254\nget(\"http://169.254.169.254\")\n"},
      {"c.m", "#define URL \"http://169.254.169.254\"\n"},
      {"CMakeLists.txt", "file(DOWNLOAD http://169.254.169.254 x)\n"},
      {"README.md", "curl http://169.254.169.254\n"},
      {"none.c", "int x;\n"},
  });
  EXPECT_EQ(shown(scanned(tree)), "CMakeLists.txt:1:22 address unexplained\n"
                                  "README.md:1:13 address comment\n"
                                  "a.c:1:4 address comment\n"
                                  "a.c:3:4 address unexplained\n"
                                  "a.c:5:4 address dead_code\n"
                                  "a.c:8:2 path comment\n"
                                  "b.py:1:3 address comment\n"
                                  "b.py:2:13 address unexplained\n"
                                  "c.m:1:21 address unexplained\n");
}

TEST(Scan, IsTheSameWithAnyNumberOfThreads) {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 100; ++i)
    files["d" + std::to_string(i % 7) + "/f" + std::to_string(i) + ".c"] =
        "char* a = \"169.254.169.254\";\n";
  TreeOfFiles tree(files);
  EXPECT_EQ(shown(scanned(tree, 1)), shown(scanned(tree, 4)));
}

TEST(Scan, SkipsAndCounts) {
  TreeOfFiles tree({{".git/a.c", "x"},
                    {"build/CMakeCache.txt", ""},
                    {"build/gen.c", "169.254.169.254"},
                    {"bin", std::string("a\0b169.254.169.254", 18)},
                    {"a.c", ""}});
  fs::create_directory_symlink(tree.root(), tree.root() + "/loop");
  fs::create_symlink("nowhere", tree.root() + "/dangling");
  Sources sources = scanned(tree);
  EXPECT_EQ(shown(sources), "");
  std::map<std::string, std::uint64_t> expected = {{"binary", 1},
                                                   {"build output", 1},
                                                   {"dangling link", 1},
                                                   {"link to a folder", 1},
                                                   {"version control", 1}};
  EXPECT_EQ(sources.skipped, expected);
}

// Both are read as ready where they are not: a library that was built where it
// lies, and the native code of an installed package.
TEST(Scan, ReadsSourceThatWasBuiltInPlaceAndPackages) {
  const std::string asks = "char* a = \"169.254.169.254\";\n";
  TreeOfFiles tree({{"lib/CMakeCache.txt", ""},
                    {"lib/CMakeLists.txt", ""},
                    {"lib/a.c", asks},
                    {"gn/.ninja_log", ""},
                    {"gn/configure.py", ""},
                    {"gn/b.c", asks},
                    {"node_modules/addon/c.cc", asks}});
  const Sources sources = scanned(tree);
  EXPECT_EQ(sources.mentions.size(), 3u);
  EXPECT_TRUE(sources.skipped.empty());
}

TEST(Scan, DoesNotListWhatItWroteItself) {
  TreeOfFiles tree(
      {{"known.ndjson", "{\"fact\":\"finding\",\"m\":\"169.254.169.254\"}\n"},
       {"main.json",
        "{\n\"schema\": 1,\n\"verdict\": \"ready\",\n\"169.254.169.254\"}"},
       {"imds.sarif", "{\n  \"$schema\": \"x\",\n  \"name\": \"imds-ready\",\n"
                      "  \"169.254.169.254\"}"},
       {"other.sarif", "{\n  \"$schema\": \"x\",\n  \"name\": \"other\",\n"
                       "  \"169.254.169.254\"}"}});
  Sources sources = scanned(tree);
  ASSERT_EQ(sources.mentions.size(), 1u);
  EXPECT_EQ(sources.mentions[0].file, "other.sarif");
  EXPECT_EQ(sources.skipped.at("output of imds-ready"), 3u);
}

TEST(Scan, MissesSourceInUtf16) {
  const std::string text("\xff\xfei\0n\0t\0 \0x\0;\0\n\0", 16);
  TreeOfFiles tree({{"a.cpp", text}, {"a.dat", text}});
  EXPECT_EQ(scanned(tree).unread, std::vector<std::string>{"a.cpp"});
}

TEST(Scan, RefusesHugeFilesWithAReason) {
  TreeOfFiles tree(TreeOfFiles::Files{{"huge.c", ""}});
  fs::resize_file(tree.root() + "/huge.c", std::uintmax_t{2} << 30);
  Sources sources = scanned(tree);
  EXPECT_EQ(sources.unread, std::vector<std::string>{"huge.c"});
  EXPECT_EQ(sources.skipped.at("larger than 256 MB"), 1u);
}

TEST(Scan, NamesWhatIsNotThere) {
  Settings settings;
  settings.root = testing::TempDir();
  settings.inputs = {testing::TempDir() + "imds-no-such-file.c"};
  EXPECT_EQ(scan(settings, imds(), list_sources(settings)).unread.size(), 1u);
}

TEST(Scan, MakesEverythingRelevantWithoutPrefilter) {
  TreeOfFiles tree({{"a.c", ""}, {"b.cpp", ""}, {"c.py", ""}});
  Settings settings;
  settings.root = tree.root();
  settings.inputs = {tree.root()};
  settings.prefilter = false;
  EXPECT_EQ(scan(settings, imds(), list_sources(settings)).relevant.size(), 2u);
}

TEST(Tree, KnowsLanguages) {
  EXPECT_EQ(language_of("a/b.cc"), Language::cpp);
  EXPECT_EQ(language_of("b.c"), Language::c);
  EXPECT_EQ(language_of("b.hpp.in"), Language::header);
  EXPECT_EQ(language_of("x/Dockerfile.dev"), Language::dockerfile);
  EXPECT_EQ(language_of("x/dockerfile"), Language::dockerfile);
  EXPECT_EQ(language_of("a.sh"), Language::shell);
  EXPECT_EQ(language_of("a.sh.tmpl"), Language::shell);
  EXPECT_EQ(language_of("a.bash.in.j2"), Language::shell);
  EXPECT_EQ(language_of("skel/.bashrc"), Language::shell);
  EXPECT_EQ(language_of("app.profile"), Language::other);
  EXPECT_EQ(language_of("a.py"), Language::other);
  EXPECT_EQ(language_of("a.py.in"), Language::other);
  EXPECT_TRUE(begins_as_shell("#!/bin/bash -e\n"));
  EXPECT_TRUE(begins_as_shell("#!/usr/bin/env bash\n"));
  EXPECT_TRUE(begins_as_shell("#! /bin/sh\r\n"));
  EXPECT_TRUE(begins_as_shell("#!/usr/bin/env -S bash -e\n"));
  EXPECT_TRUE(begins_as_shell("#!/sbin/openrc-run\n"));
  EXPECT_TRUE(begins_as_shell("#! @BASH@\n"));
  EXPECT_TRUE(begins_as_shell("#!@BASH_SHELL@\n"));
  EXPECT_FALSE(begins_as_shell("#!/usr/bin/python3\n"));
  EXPECT_FALSE(begins_as_shell("#!/usr/bin/env -S python3 sh\n"));
}

} // namespace
} // namespace imds::analyzer
