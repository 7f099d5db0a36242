// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/shell_reader.h"
#include "tests/analyzer/ir_line.h"
#include "tests/analyzer/scan/tree_of_files.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

struct Case {
  const char* file;
  const char* text;
  const char* read; // "name@line: body" of each function
};

const Case kCases[] = {
    {"run.sh", "#!/bin/sh\nU=http://a\ncurl $U/b\n",
     "run.sh@2: U = \"http://a\"; shell(\"curl\", (U... + \"/b\")...)\n"},
    {"run.sh", "f() { curl $1; }\nf u\n",
     "f@1: return shell(\"curl\", 1...)\nrun.sh@1: f(\"u\")\n"},
    {"Dockerfile",
     "FROM x\nENV U http://a\n# c\nRUN a && \\\n # c\n  curl $U\n",
     "Dockerfile@2: U = \"http://a\"; "
     "if (shell(\"a\")) {shell(\"curl\", U...)}\n"},
    {"Dockerfile", "CMD [\"sh\", \"-c\", \"curl u\"]\n",
     "Dockerfile@1: shell(\"curl\", \"u\")\n"},
    {"Dockerfile", "ENTRYPOINT [\"curl\", \"-s\", \"a b\"]\n",
     "Dockerfile@1: shell(\"curl\", \"-s\", \"a b\")\n"},
    {"Dockerfile", "RUN --mount=type=x curl u\n",
     "Dockerfile@1: shell(\"curl\", \"u\")\n"},
    {"Dockerfile", "RUN <<-'EOF'\n\tcurl u\n\tEOF\nENV A=b\n",
     "Dockerfile@1: shell(<<{\"curl u\n\"}); A = \"b\"\n"
     "Dockerfile (here-document)@2: shell(\"curl\", \"u\")\n"},
    {"Dockerfile", "RUN echo $((1<<n))\nRUN curl u\n",
     "Dockerfile@1: shell(\"echo\", ?()); shell(\"curl\", \"u\")\n"},
    {"Dockerfile", "ONBUILD RUN curl u\n",
     "Dockerfile@1: shell(\"curl\", \"u\")\n"},
    {"Dockerfile", "HEALTHCHECK --interval=5s CMD curl u\nLABEL curl=x\n",
     "Dockerfile@1: shell(\"curl\", \"u\")\n"},
};

TEST(ShellReader, ReadsScriptsAndDockerfiles) {
  for (const Case& c : kCases) {
    TreeOfFiles tree(TreeOfFiles::Files{{c.file, c.text}});
    ir::Unit unit = read_shell(tree.root(), c.file);
    std::string all;
    for (const ir::Function& f : unit.functions)
      all += f.name + "@" + std::to_string(f.loc.line) + ": " +
             ir_line(f.body) + "\n";
    EXPECT_EQ(all, c.read) << c.text;
  }
}

TEST(ShellReader, ReadsScriptsInsideOfDocuments) {
  TreeOfFiles tree(
      TreeOfFiles::Files{{"a.sh", "cat >x <<E\ncurl ${U}/b\nE\n"}});
  ir::Unit unit = read_shell(tree.root(), "a.sh");
  ASSERT_EQ(unit.functions.size(), 2u);
  EXPECT_EQ(ir_line(unit.functions[1].body),
            "shell(\"curl\", (U... + \"/b\")...)");
  EXPECT_EQ(unit.functions[1].body.at(0).loc.line, 2);
}

} // namespace
} // namespace imds::analyzer
