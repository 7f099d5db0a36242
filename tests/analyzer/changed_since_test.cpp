// SPDX-License-Identifier: Apache-2.0
#include "analyzer/changed_since.h"

#include "analyzer/subprocess.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

TEST(ChangedSince, ReadsADiff) {
  const auto changes = parse_diff("--- a/x.cpp\n+++ b/x.cpp\n"
                                  "@@ -4,2 +5,3 @@ int f()\n"
                                  "@@ -20 +22 @@\n"
                                  "@@ -30,2 +30,0 @@\n"
                                  "--- /dev/null\n+++ b/new.cpp\n"
                                  "@@ -0,0 +1,9 @@\n");
  EXPECT_EQ(changes.lines.at("x.cpp"), (std::set{5, 6, 7, 22, 30, 31}));
  EXPECT_TRUE(changes.whole.contains("new.cpp"));
}

/// role.cpp with one function from line 1 to 12.
std::vector<ir::Unit> one_function() {
  ir::Function f;
  f.name = "role";
  f.has_body = true;
  f.loc = {.file = 0, .line = 1, .column = 1};
  f.end_line = 12;
  ir::Unit unit;
  unit.files = {"role.cpp"};
  unit.functions = {f};
  return {unit};
}

struct Case {
  const char* what;
  int finding;
  int changed;
  Standing standing;
};

const Case kCases[] = {
    {"on the line", 9, 9, Standing::reported},
    {"elsewhere in the function", 9, 2, Standing::reported},
    {"outside of it", 9, 14, Standing::unchanged},
    {"a step of the trace", 30, 4, Standing::reported},
    {"no function is known", 40, 41, Standing::unchanged},
};

TEST(ChangedSince, KeepsWhatAChangedFunctionTouches) {
  for (const auto& c : kCases) {
    SCOPED_TRACE(c.what);
    auto analysis = sample_analysis({sample_finding("v1", c.finding)});
    Changes changes;
    changes.lines["role.cpp"] = {c.changed};
    keep_changed(changes, one_function(), analysis);
    EXPECT_EQ(analysis.findings[0].standing, c.standing);
  }
}

class Repository {
public:
  Repository() {
    git({"init", "-q", "-b", "main"});
    git({"config", "user.email", "a@example.org"});
    git({"config", "user.name", "a"});
  }

  Result<std::string> git(std::vector<std::string> words) {
    words.insert(words.begin(), {"git", "-C", tree.path()});
    return output_of(words);
  }

  void commit() {
    git({"add", "-A"});
    git({"commit", "-q", "-m", "x"});
  }

  TempTree tree;
};

TEST(ChangedSince, AsksGit) {
  Repository repository;
  repository.tree.write("old.cpp", "1\n2\n3\n");
  repository.commit();
  repository.tree.write("old.cpp", "1\nx\n3\n");
  repository.tree.write("sub/new file.cpp", "1\n");
  const auto changes = changes_since("HEAD", repository.tree.path());
  ASSERT_TRUE(changes) << changes.error().what;
  EXPECT_EQ(changes->lines.at("old.cpp"), std::set{2});
  EXPECT_TRUE(changes->whole.contains("sub/new file.cpp"));
}

TEST(ChangedSince, DoesNotCountWhatOthersChanged) {
  Repository repository;
  repository.tree.write("a.cpp", "1\n");
  repository.commit();
  repository.git({"checkout", "-q", "-b", "mine"});
  repository.tree.write("b.cpp", "1\n");
  repository.commit();
  repository.git({"checkout", "-q", "main"});
  repository.tree.write("a.cpp", "2\n");
  repository.commit();
  repository.git({"checkout", "-q", "mine"});
  const auto changes = changes_since("main", repository.tree.path());
  ASSERT_TRUE(changes) << changes.error().what;
  EXPECT_FALSE(changes->lines.contains("a.cpp"));
  EXPECT_TRUE(changes->whole.contains("b.cpp"));
}

TEST(ChangedSince, NamesARevisionThatIsNone) {
  Repository repository;
  repository.tree.write("a.cpp", "1\n");
  repository.commit();
  for (const char* rev : {"nonesuch", "--output=x"}) {
    const auto changes = changes_since(rev, repository.tree.path());
    ASSERT_FALSE(changes);
    EXPECT_NE(changes.error().what.find(rev), std::string::npos);
  }
  EXPECT_TRUE(repository.tree.read("x").empty());
}

TEST(ChangedSince, WantsARepository) {
  const TempTree tree;
  EXPECT_FALSE(changes_since("HEAD", tree.path()));
}

} // namespace
} // namespace imds::analyzer
