// SPDX-License-Identifier: Apache-2.0
//
// Rows that --suggest-rules makes of unknown callees, and what a run finds that
// has them as rules.
#include "analyzer/driver.h"
#include "analyzer/output/render.h"
#include "tests/analyzer/sample_analysis.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

Analysis analyze(const TempTree& tree, const std::string& rules = {}) {
  Request request;
  request.settings.inputs = {tree.path() + "/a.cpp"};
  if (!rules.empty())
    request.settings.rules_dirs = {rules};
  request.with_clang = false;
  auto ran = run(request);
  EXPECT_TRUE(ran) << ran.error().what;
  return ran ? std::move(ran->analysis) : Analysis{};
}

struct Row {
  const char* code; // in `struct Session { ... }; Session s;`
  const char* row;  // "": none
};

const Row kRows[] = {
    {R"(frob(1, "http://169.254.169.254/latest/meta-data/");)",
     R"({"call":"frob","url":1,"send":true,"returns":"answer"})"},
    {R"(frob("169.254.169.254", "/latest/meta-data/ami-id");)",
     R"({"call":"frob","host":0,"path":1,"send":true,"returns":"answer"})"},
    {R"(frob("http://169.254.169.254/latest/api/token", "PUT");)",
     R"({"call":"frob","method":1,"url":0,"send":true,"returns":"answer"})"},
    {R"(s.set_target("http://169.254.169.254/latest/meta-data/");)",
     R"({"call":"set_target","class":"Session","url":0})"},
    {R"(s.set_field("X-aws-ec2-metadata-token", t);)",
     R"({"call":"set_field","class":"Session","header_name":0,"header_value":1})"},
    {R"(op_new("http://169.254.169.254/latest/meta-data/");)",
     R"({"call":"op_new","url":0,"object":"result"})"},
    {R"(log_line("http://169.254.169.254/latest/meta-data/");)", ""},
    {R"(strpbrk("http://169.254.169.254/latest/meta-data/", ":");)", ""},
    {R"(frob("http://example.com/latest/meta-data/");)", ""},
};

TEST(Suggest, MakesARowOfWhatACalleeGot) {
  for (const Row& expected : kRows) {
    const TempTree tree;
    tree.write("a.cpp", std::string("void f(const char* t) {\n  Session s;\n") +
                            expected.code + "\n}\n");
    const auto rows = analyze(tree).suggestions;
    std::string got = rows.empty() ? "" : rows[0].row;
    EXPECT_EQ(got, expected.row) << expected.code;
    EXPECT_LE(rows.size(), 1u) << expected.code;
    for (const auto& row : rows)
      EXPECT_EQ(row.places, std::vector<std::string>{"a.cpp:3"});
  }
}

TEST(Suggest, RowsAreRules) {
  const TempTree tree;
  tree.write("a.cpp", "void f() {\n"
                      "frob(\"http://169.254.169.254/latest/meta-data/\");\n"
                      "}\n");
  const auto before = analyze(tree);
  ASSERT_TRUE(before.findings.empty());
  tree.write("rules/clients/own.json", render_suggestions(before));
  const auto after = analyze(tree, tree.path() + "/rules");
  ASSERT_EQ(after.findings.size(), 1u);
  EXPECT_EQ(after.findings[0].finding.verdict, "v1");
}

TEST(Suggest, SaysThatThereAreNone) {
  EXPECT_EQ(render_suggestions({}),
            "{\n  \"library\": \"own\",\n  \"calls\": []\n}\n");
  EXPECT_EQ(explain_suggestions({}).size(), 1u);
}

} // namespace
} // namespace imds::analyzer
