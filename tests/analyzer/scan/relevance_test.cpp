// SPDX-License-Identifier: Apache-2.0
#include "analyzer/pipeline.h"
#include "tests/analyzer/scan/tree_of_files.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

std::string relevant(std::map<std::string, std::string> files) {
  files["other.cpp"] = "int unrelated() { return 1; }\n";
  TreeOfFiles tree(files);
  Settings settings;
  settings.root = tree.root();
  settings.inputs = {tree.root()};
  static const Imds imds = *Imds::load({});
  std::string all;
  for (const std::string& file :
       scan(settings, imds, list_sources(settings)).relevant)
    all += (all.empty() ? "" : " ") + file;
  return all;
}

const char* const kHost = "const char* kHost = \"169.254.169.254\";\n";

TEST(Relevance, NothingWithoutAHit) { EXPECT_EQ(relevant({}), ""); }

TEST(Relevance, FollowsAConstantToItsUsersAndTheirCallers) {
  EXPECT_EQ(relevant({{"host.h", kHost},
                      {"ec2.cpp", "int region() { return ask(kHost); }"},
                      {"agent.cpp", "int start() { return region(); }"},
                      {"main.cpp", "int main() { return start(); }"}}),
            "agent.cpp ec2.cpp host.h main.cpp");
}

TEST(Relevance, FollowsCallsDownToTheSender) {
  EXPECT_EQ(relevant({{"ec2.cpp",
                       std::string(kHost) + "int f() { return fetch(kHost); }"},
                      {"fetch.cpp", "int fetch(char* u) { return send(u); }"},
                      {"send.c", "int send(char* u)\n{ return write(u); }"},
                      {"send.h", "int send(char* u);"}}),
            "ec2.cpp fetch.cpp send.c");
}

TEST(Relevance, FollowsMacros) {
  EXPECT_EQ(relevant({{"host.h", "#define HOST \"169.254.169.254\"\n"
                                 "#define AWS_URL HOST \"/x\"\n"},
                      {"a.c", "int f() { return GET_IT(AWS_URL); }"},
                      {"b.h", "#define GET_IT(u) my_get(u, 0)\n"},
                      {"c.c", "int my_get(char* u, int x) { return 1; }"}}),
            "a.c b.h c.c host.h");
}

TEST(Relevance, FollowsClassesAndTheirBases) {
  EXPECT_EQ(
      relevant({{"aws.cpp", "void Aws::init() { url_ = \"169.254.169.254\"; }"},
                {"aws.h", "class Aws : public CloudBase { char* url_; };"},
                {"base.h", "class CloudBase {\n void run(); };"},
                {"base.cpp", "void CloudBase::run() { go(); }"}}),
      "aws.cpp aws.h base.cpp base.h");
}

TEST(Relevance, PassesOverNamesThatEverybodyUses) {
  std::map<std::string, std::string> files;
  for (int i = 0; i < 60; ++i)
    files["u" + std::to_string(i) + ".cpp"] =
        "int f" + std::to_string(i) + "() { return common(1); }";
  files["a.cpp"] = "int common(int) { return go(\"169.254.169.254\"); }";
  EXPECT_EQ(relevant(files), "a.cpp");
}

} // namespace
} // namespace imds::analyzer
