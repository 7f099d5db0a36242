// SPDX-License-Identifier: Apache-2.0
// dump_ir ROOT FILE [FLAG...]: what the Clang reader makes of one file.
#include "analyzer/extract/ast/parse.h"

#include <cstdio>
#include <filesystem>

int main(int argc, char** argv) {
  if (argc < 3)
    return 2;
  imds::analyzer::ParseTask task;
  task.root = std::filesystem::canonical(argv[1]).string();
  task.file = std::filesystem::canonical(argv[2]).string();
  task.directory = task.root;
  task.resource_dir = "/usr/lib/llvm-19/lib/clang/19";
  task.flags.assign(argv + 3, argv + argc);
  const auto result = imds::analyzer::parse(task);
  std::fputs(imds::analyzer::ir::to_text(result.unit).c_str(), stdout);
  for (const auto& name : result.missing)
    std::printf("missing %s\n", name.c_str());
}
