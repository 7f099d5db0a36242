// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pipeline.h"
#include "tests/analyzer/scan/tree_of_files.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

struct Case {
  const char* file;
  const char* text;
  int finding; // its line, or 0
  const char* states;
};

const Case kCases[] = {
    {"a.cpp", "void f() { get(\"169.254.169.254\"); }", 1, "finding"},
    {"a.cpp", "void f() { get(\"169.254.169.254\"); }", 0, "unexplained"},
    {"a.cpp", "const char* k =\n\"169.254.169.254\";\nvoid f() {\nget(k); }", 4,
     "declaration"},
    {"a.cpp", "const char* k = \"169.254.169.254\";\nvoid f() { get(k); }", 0,
     "unexplained"},
    {"a.cpp", "const char* k = \"169.254.169.254\";", 0, "dead_code"},
    {"a.cpp", "void f() { LOG(INFO) << \"at 169.254.169.254\"; }", 0,
     "message"},
    {"a.c", "void f() { syslog_error(1, \"169.254.169.254\"); }", 0, "message"},
    {"a.cpp", "bool f() { return h == \"169.254.169.254\"; }", 0, "deny_list"},
    {"a.cpp", "void f() { no_proxy_ = \"169.254.169.254\"; }", 0, "deny_list"},
    {"x_test.cpp", "TEST(A, B) { EXPECT_EQ(u(), \"169.254.169.254\"); }", 0,
     "test_data"},
    {"a.cpp", "void f() { get(\"http://169.254.169.254/metadata/instance\"); }",
     0, "other_cloud"},
    {"a.cpp",
     "void f() { get(\"http://169.254.169.254/metadata/instance\");\n"
     "get(\"http://169.254.169.254/latest/meta-data/\"); }",
     0, "unexplained unexplained unexplained"},
    {"a.cpp", "void f() { get(\"http://100.100.100.200/latest/meta-data\"); }",
     0, "other_cloud"},
    {"a.py", "get(\"169.254.169.254\")", 0, "not_analyzed"},
    {"a.cpp", "// 169.254.169.254", 0, "comment"},
};

TEST(Reconcile, GivesEveryMentionOneState) {
  static const Imds imds = *Imds::load({});
  for (const Case& c : kCases) {
    TreeOfFiles tree(TreeOfFiles::Files{{c.file, c.text}});
    Settings settings;
    settings.root = tree.root();
    settings.inputs = {tree.root()};
    Sources sources = scan(settings, imds, list_sources(settings));
    std::vector<ir::Unit> units;
    for (const std::string& file : sources.relevant)
      units.push_back(read_lexically(tree.root(), file));
    Judged judged;
    if (c.finding > 0) {
      judged.findings.emplace_back();
      judged.findings[0].file = c.file;
      judged.findings[0].line = c.finding;
    }
    reconcile(sources, judged, units, imds);
    std::string states;
    for (const Mention& mention : sources.mentions)
      states += (states.empty() ? "" : " ") + std::string(name(mention.state));
    EXPECT_EQ(states, c.states) << c.text;
  }
}

} // namespace
} // namespace imds::analyzer
