// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pipeline.h"
#include "analyzer/scan/shell_reader.h"
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
    {"a.cpp",
     "const char* k = \"169.254.169.254\";\n\n\n\nvoid f() {\nget(k); }\n"
     "void g() { get(k); }",
     6, "declaration"},
    {"a.cpp", "const char* k = \"169.254.169.254\";", 0, "dead_code"},
    {"a.cpp", "void f() { LOG(INFO) << \"at 169.254.169.254\"; }", 0,
     "message"},
    {"a.c", "void f() { fprintf(stderr, \"try curl 169.254.169.254\"); }", 0,
     "message"},
    {"a.c", "void f() { fprintf(p, \"curl 169.254.169.254\"); }", 0,
     "unexplained"},
    {"a.sh", "echo no 169.254.169.254 >&2\n", 0, "message"},
    {"a.sh", "echo curl 169.254.169.254\n", 0, "unexplained"},
    {"a.sh", "echo 169.254.169.254 >>hosts\n", 0, "unexplained"},
    {"a.sh", "f() { echo 169.254.169.254; true; }\n", 0, "unexplained"},
    {"a.c", "void f() { syslog_error(1, \"169.254.169.254\"); }", 0, "message"},
    {"a.c", "void f() { dprintf(STDERR_FILENO, \"169.254.169.254\"); }", 0,
     "message"},
    {"a.c", "void f() { dprintf(fd, \"169.254.169.254\"); }", 0, "unexplained"},
    {"a.cpp", "bool f() { return h == \"169.254.169.254\"; }", 0, "deny_list"},
    {"a.c",
     "#define HOST \"169.254.169.254\"\n"
     "int f(char* h) { return strcmp(h, HOST); }\n"
     "int g(char* h) { return !strcmp(h, HOST); }",
     0, "deny_list"},
    {"a.c",
     "#define HOST \"169.254.169.254\"\n"
     "int f(char* h) { return strcmp(h, HOST); }\n"
     "int g(char* h) { return get(HOST); }",
     0, "unexplained"},
    {"a.c", "void f() { add(\"-A NAT -d 169.254.169.254/32 -j DNAT\"); }", 0,
     "deny_list"},
    {"a.c", "void f() { add(\"-d 169.254.169.254/32\"); }", 0, "unexplained"},
    {"a.c", "void f() { count(\"metadata\", \"169.254.169.254/32\"); }", 0,
     "deny_list"},
    {"a.c", "void f() { count(\"metadata\", \"169.254.169.254\"); }", 0,
     "unexplained"},
    {"a.c", "void f() { get(\"169.254.169.254\", \"Metadata\", \"true\"); }", 0,
     "other_cloud"},
    {"a.cpp", "void f() { no_proxy_ = \"169.254.169.254\"; }", 0, "deny_list"},
    {"x_test.cpp", "TEST(A, B) { EXPECT_EQ(u(), \"169.254.169.254\"); }", 0,
     "test_data"},
    {"a.cpp", "void f() { get(\"http://169.254.169.254/metadata/instance\"); }",
     0, "other_cloud"},
    {"a.cpp",
     "void f() { get(\"http://169.254.169.254/metadata/instance\");\n"
     "get(\"http://169.254.169.254/latest/meta-data/\"); }",
     0, "other_cloud unexplained unexplained"},
    {"a.cpp", "void f() { get(\"http://100.100.100.200/latest/meta-data\"); }",
     0, "other_cloud"},
    {"a.cpp",
     "void f() { get(\"http://169.254.169.254/latest/user-data\"); }\n"
     "void g() { get(\"http://169.254.169.254/latest/meta-data/mac\"); }",
     1, "finding finding unexplained unexplained"},
    {"a.sh",
     "curl http://169.254.169.254/latest/user-data\n"
     "nc 169.254.169.254 80 <x\n",
     1, "finding finding unexplained"},
    {"a.py", "get(\"169.254.169.254\")", 0, "not_analyzed"},
    {"a.cpp", "// 169.254.169.254", 0, "comment"},
};

/// The states of all mentions, with a finding at `line` of `file` (0: none),
/// or with a token PUT there.
std::string states_of(const TreeOfFiles::Files& files, const char* file,
                      int line, bool put = false) {
  static const Imds imds = *Imds::load({});
  TreeOfFiles tree(files);
  Settings settings;
  settings.root = tree.root();
  settings.inputs = {tree.root()};
  Sources sources = scan(settings, imds, list_sources(settings));
  std::vector<ir::Unit> units;
  for (const std::string& name : sources.relevant)
    units.push_back(read_lexically(tree.root(), name));
  for (const SourceFile& source : sources.files)
    if (source.language == SourceFile::Language::shell)
      units.push_back(read_shell(tree.root(), source.path));
  Judged judged;
  if (put) {
    judged.explained.push_back({file, line, /*of_put=*/true});
  } else if (line > 0) {
    judged.findings.emplace_back();
    judged.findings[0].file = file;
    judged.findings[0].line = line;
  }
  reconcile(sources, judged, units, imds);
  std::string states;
  for (const Mention& mention : sources.mentions)
    states += (states.empty() ? "" : " ") + std::string(name(mention.state));
  return states;
}

TEST(Reconcile, GivesEveryMentionOneState) {
  for (const Case& c : kCases)
    EXPECT_EQ(states_of({{c.file, c.text}}, c.file, c.finding), c.states)
        << c.text;
}

// Nobody looked for its users, so nobody may say that it has none.
TEST(Reconcile, DoesNotCallAConstantDeadWhoseUsersWereNotRead) {
  TreeOfFiles::Files files = {
      {"a.cpp", "const char* kHost = \"169.254.169.254\";"},
      {"b.cpp", "const char* IP = \"169.254.169.254\";"},
      {"c.cpp", "const char* kRare = \"169.254.169.254\";"}};
  for (int i = 0; i < 40; ++i)
    files["u" + std::to_string(i) + ".cpp"] = "int kHost;\nint x = IP;\n";
  EXPECT_EQ(states_of(files, "a.cpp", 0), "unexplained unexplained dead_code");
}

// A constant is explained by who really uses it; b.cpp has the finding.
TEST(Reconcile, AsksTheUsersOfAConstant) {
  const char* finding = "void f(const char* u) {\n  get(u);\n}\n";
  const struct {
    const char* user;
    const char* state;
  } cases[] = {
      {"void g() { ask(kHost); }", "unexplained"},
      {"void f() { ask(kHost); }",
       "unexplained"}, // the same name, not the same
      {"const char* host() { return kHost; }", "unexplained"},
      {"void g() { ask(kHost, \"/metadata/instance\"); }", "other_cloud"},
      {"void g() { ask(kPath); }", "dead_code"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(states_of({{"a.cpp", std::string("static const char kHost[] = "
                                               "\"169.254.169.254\";\n") +
                                       c.user},
                         {"b.cpp", std::string(finding) +
                                       "const char* k = \"/latest/\";"}},
                        "b.cpp", 2)
                  .substr(0, std::string(c.state).size()),
              c.state)
        << c.user;
}

// A token PUT needs its path and its header, and no other path.
TEST(Reconcile, ExplainsByATokenPutOnlyWhatItNeeds) {
  const struct {
    const char* constant;
    const char* state;
  } cases[] = {
      {"http://169.254.169.254/latest/api/token", "declaration declaration"},
      {"X-aws-ec2-metadata-token-ttl-seconds", "declaration"},
      {"169.254.169.254", "unexplained"},
      {"/latest/meta-data/iam/", "unexplained"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(states_of({{"a.cpp", std::string("const char* kText = \"") +
                                       c.constant +
                                       "\";\nvoid f() {\n  ask();\n  "
                                       "use(kText);\n}\n"}},
                        "a.cpp", 3, /*put=*/true),
              c.state)
        << c.constant;
}

} // namespace
} // namespace imds::analyzer
