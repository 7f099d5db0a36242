// SPDX-License-Identifier: Apache-2.0
//
// Everything that a conclusion depends on, changed one at a time: the next run
// must not be answered by the cache, and must say what a run without a cache
// says. Each case starts from a tree whose second run was answered.
#include "analyzer/cache/kept_run.h"

#include "analyzer/cache/digest.h"
#include "analyzer/cache/kept_file.h"
#include "tests/analyzer/cache/shown.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

constexpr const char* kRole = R"(
#include "place.h"
#include <acme/far.h>
extern "C" int system(const char*);
int role() { return system("curl " IMDS ROLE); }
)";
constexpr const char* kPlace = "#define IMDS \"http://169.254.169.254/\"\n";
constexpr const char* kFar = "#define ROLE \"latest/meta-data/a\"\n";
constexpr const char* kSame = "#define ROLE \"latest/meta-data/b\"\n";

/// tree/, and what is not part of it: far/, rules/, build/, cache/.
struct Place {
  TempTree temp;
  Request request;

  Place() {
    write("tree/role.cpp", kRole);
    write("tree/place.h", kPlace);
    write("tree/notes.txt", "nothing");
    write("far/acme/far.h", kFar);
    write("rules/clients/none.txt", "");
    write("build/flags.rsp", "-I" + temp.path() + "/far");
    write_database("@flags.rsp");
    request.settings.inputs = {temp.path() + "/tree"};
    request.settings.build_dir = temp.path() + "/build";
    request.settings.rules_dirs = {temp.path() + "/rules"};
    request.settings.cache_dir = temp.path() + "/cache";
  }

  void write(const std::string& name, const std::string& text) const {
    temp.write(name, text);
  }
  void write_database(const std::string& flags) const {
    write("build/compile_commands.json",
          R"([{"directory":")" + temp.path() + R"(/build","file":")" +
              temp.path() + R"(/tree/role.cpp","command":"c++ )" + flags +
              R"( -c role.cpp"}])");
  }
  fs::path at(const std::string& name) const {
    return temp.path() + "/" + name;
  }

  /// Whether the cache answers.
  bool answers() const {
    grow_old();
    const auto result = run(request);
    return result && result->units.empty();
  }
  Request uncached() const {
    Request plain = request;
    plain.settings.cache_dir.clear();
    return plain;
  }
};

/// The inode of each unit's file: it changes when the unit is made anew.
std::set<std::uint64_t> kept_units(const Place& place) {
  std::set<std::uint64_t> inodes;
  for (const auto& file : fs::directory_iterator(place.at("cache/units")))
    inodes.insert(stamp_of(file.path()).inode);
  return inodes;
}

struct Change {
  const char* name;
  std::function<void(Place&)> make;
};

const Change kChanges[] = {
    {"a source", [](Place& p) { p.write("tree/role.cpp", "int x;\n"); }},
    {"a header", [](Place& p) { p.write("tree/place.h", kFar); }},
    {"a file that nothing reads",
     [](Place& p) { p.write("tree/notes.txt", "x"); }},
    {"a new file", [](Place& p) { p.write("tree/new.cpp", kRole); }},
    {"a new empty file", [](Place& p) { p.write("tree/new.txt", ""); }},
    {"one file less", [](Place& p) { fs::remove(p.at("tree/notes.txt")); }},
    {"another name",
     [](Place& p) { fs::rename(p.at("tree/notes.txt"), p.at("tree/n.txt")); }},
    {"a header outside", [](Place& p) { p.write("far/acme/far.h", kSame); }},
    {"its time set back",
     [](Place& p) {
       const auto time = fs::last_write_time(p.at("far/acme/far.h"));
       p.write("far/acme/far.h", kSame);
       fs::last_write_time(p.at("far/acme/far.h"), time);
     }},
    {"a header outside is gone",
     [](Place& p) { fs::remove(p.at("far/acme/far.h")); }},
    {"the database", [](Place& p) { p.write_database("-DA @flags.rsp"); }},
    {"a response file", [](Place& p) { p.write("build/flags.rsp", "-DB"); }},
    {"no database", [](Place& p) { p.request.settings.build_dir.clear(); }},
    {"a flag",
     [](Place& p) { p.request.settings.extra_flags.push_back("-DROLE="); }},
    {"a new rule",
     [](Place& p) { p.write("rules/clients/acme.json", "{\"clients\":[]}"); }},
    {"a rule's folder",
     [](Place& p) { p.request.settings.rules_dirs.clear(); }},
    {"no prefilter", [](Place& p) { p.request.settings.prefilter = false; }},
    {"no Clang", [](Place& p) { p.request.with_clang = false; }},
    {"a limit", [](Place& p) { ++p.request.settings.unit_timeout_s; }},
    {"an environment variable",
     [](Place&) { ::setenv("CPATH", "/nonexistent", 1); }},
    {"a torn file",
     [](Place& p) {
       for (const auto& file : fs::directory_iterator(p.at("cache/runs")))
         fs::resize_file(file.path(), file.file_size() / 2);
     }},
    {"a foreign file",
     [](Place& p) {
       for (const auto& file : fs::directory_iterator(p.at("cache/runs")))
         write_kept(file.path(), {0xa1, 0x61, 0x61, 0x01});
     }},
    {"no cache", [](Place& p) { fs::remove_all(p.at("cache")); }},
};

TEST(KeptRun, EveryChangeIsARunOfItsOwn) {
  for (const Change& change : kChanges) {
    Place place;
    ASSERT_FALSE(place.answers()) << change.name;
    ASSERT_TRUE(place.answers()) << change.name;
    ASSERT_EQ(run(place.request)->analysis.findings.size(), 1u) << change.name;
    change.make(place);
    grow_old();
    const auto again = run(place.request);
    EXPECT_FALSE(again && again->units.empty()) << change.name;
    EXPECT_EQ(shown(again), shown(run(place.uncached()))) << change.name;
    ::unsetenv("CPATH");
  }
}

/// Where a header appears that the next run reads instead, and what it is.
TEST(KeptRun, AHeaderThatAppearsIsSeen) {
  struct Case {
    const char* name;
    const char* path;
  } cases[] = {
      {"where one was missing", "far/acme/missing.h"},
      {"before the one that was read", "near/acme/far.h"},
      {"asked for by __has_include", "near/acme/maybe.h"},
  };
  for (const auto& c : cases) {
    Place place;
    place.write("near/none", "");
    place.write("build/flags.rsp", "-I" + place.temp.path() + "/near -I" +
                                       place.temp.path() + "/far");
    place.write("tree/place.h", std::string(kPlace) +
                                    "#include <acme/missing.h>\n"
                                    "#if __has_include(<acme/maybe.h>)\n"
                                    "#include <acme/maybe.h>\n#endif\n");
    ASSERT_FALSE(place.answers()) << c.name;
    ASSERT_TRUE(place.answers()) << c.name;
    const auto units = kept_units(place);
    place.write(c.path, "#define ROLE \"\"\n");
    EXPECT_FALSE(place.answers()) << c.name;
    EXPECT_NE(kept_units(place), units) << c.name << ": the unit is stale";
  }
}

TEST(KeptRun, JobsAndOutputsMakeNoDifference) {
  Place place;
  ASSERT_FALSE(place.answers());
  place.request.settings.jobs = 7;
  EXPECT_TRUE(place.answers());
  place.request.with_units = true;
  EXPECT_FALSE(place.answers()) << "the units were asked for";
}

TEST(KeptRun, AllowCommentsAndBaselinesComeOnTop) {
  Place place;
  place.write("tree/role.cpp",
              std::string(kRole) + "// imds-ready: allow(shell.curl) lab\n");
  ASSERT_FALSE(place.answers());
  const auto known = run(place.request);
  ASSERT_TRUE(known && known->units.empty());
  EXPECT_EQ(shown(known), shown(run(place.uncached())));
  EXPECT_FALSE(known->analysis.stale_allows.empty());
  place.request.baseline = place.at("none.ndjson");
  EXPECT_FALSE(run(place.request)) << "a baseline is read in every run";
}

TEST(KeptRun, WhatIsTooLargeIsSoInEachRun) {
  Place place;
  place.write("tree/huge.c", "");
  fs::resize_file(place.at("tree/huge.c"), std::uintmax_t{1} << 30);
  EXPECT_FALSE(place.answers());
  EXPECT_TRUE(place.answers());
}

TEST(KeptRun, WhatCouldNotBeReadIsTriedAgain) {
  Place place;
  ::chmod(place.at("tree/place.h").c_str(), 0);
  if (std::ifstream(place.at("tree/place.h")))
    GTEST_SKIP() << "root reads everything";
  EXPECT_FALSE(place.answers());
  EXPECT_FALSE(place.answers());
}

TEST(KeptRun, OneChangedFileCostsThatFile) {
  Place place;
  for (const char* name : {"tree/b.cpp", "tree/c.cpp", "tree/d.cpp"})
    place.write(name, kRole);
  ASSERT_FALSE(place.answers());
  const auto before = kept_units(place);
  ASSERT_EQ(before.size(), 4u);
  place.write("tree/c.cpp", std::string(kRole) + "int more;\n");
  ASSERT_FALSE(place.answers());
  std::size_t same = 0;
  for (const auto inode : kept_units(place))
    same += before.contains(inode) ? 1 : 0;
  EXPECT_EQ(same, 3u);
}

/// What the walk made is kept by the units: a touched file, or one that no
/// unit shows, does not cost the walk.
TEST(KeptRun, AFreshCheckoutIsNotWalkedAgain) {
  Place place;
  ASSERT_FALSE(place.answers());
  const auto walks = [&] {
    const fs::directory_iterator all(place.at("cache/judged"));
    return std::distance(begin(all), end(all));
  };
  ASSERT_EQ(walks(), 1);
  place.write("tree/role.cpp", kRole);
  place.write("tree/notes.txt", "something else");
  ASSERT_FALSE(place.answers());
  EXPECT_EQ(walks(), 1);
  place.write("tree/role.cpp", std::string("\n") + kRole);
  ASSERT_FALSE(place.answers());
  EXPECT_EQ(walks(), 2);
}

} // namespace
} // namespace imds::analyzer
