// SPDX-License-Identifier: Apache-2.0
#include "analyzer/software.h"

#include <gtest/gtest.h>

namespace imds::analyzer {
namespace {

struct Case {
  const char* path;
  const char* text;
  const char* name; // nullptr: nothing found
  const char* version;
  const char* speaks;
};

const Case kCases[] = {
    {"package.json", R"({"dependencies": {"aws-sdk": "2.500.0"}})",
     "AWS SDK for JavaScript 2", "2.500.0", "v1"},
    {"package.json", R"({"dependencies": {"aws-sdk": "^2.500.0"}})",
     "AWS SDK for JavaScript 2", "^2.500.0", "unknown"},
    {"package.json", R"({"dependencies": {"aws-sdk": "^2.800.0"}})",
     "AWS SDK for JavaScript 2", "^2.800.0", "v1-fallback"},
    {"web/package-lock.json",
     "\"node_modules/aws-sdk\": {\n      \"version\": \"2.721.0\",",
     "AWS SDK for JavaScript 2", "2.721.0", "v1"},
    {"yarn.lock", "aws-sdk@^2.5.0:\n  version \"2.722.0\"\n",
     "AWS SDK for JavaScript 2", "2.722.0", "v1-fallback"},
    {"requirements.txt", "six\nbotocore==1.13.24 ; python_version > '3'\n",
     "botocore", "==1.13.24", "v1"},
    {"requirements-dev.txt", "boto3>=1.9\n", "boto3", ">=1.9", "unknown"},
    {"requirements.txt", "boto==2.49.0\n", "boto 2", "==2.49.0", "v1"},
    {"poetry.lock", "name = \"awscli\"\nversion = \"1.18.0\"\n", "AWS CLI 1",
     "1.18.0", "v1-fallback"},
    {"go.mod", "require (\n\tgithub.com/aws/aws-sdk-go v1.25.37\n)\n",
     "AWS SDK for Go 1", "1.25.37", "v1"},
    {"pom.xml",
     "<groupId>com.amazonaws</groupId>\n<artifactId>aws-java-sdk-core"
     "</artifactId>\n<version>1.11.500</version>",
     "AWS SDK for Java 1", "1.11.500", "v1"},
    {"build.gradle", "implementation 'com.amazonaws:aws-java-sdk-s3:1.11.700'",
     "AWS SDK for Java 1", "1.11.700", "v1-fallback"},
    {"vcpkg.json",
     R"({"overrides": [{ "name": "aws-sdk-cpp", "version": "1.7.100" }]})",
     "AWS SDK for C++", "1.7.100", "v1"},
    {"conanfile.txt", "[requires]\naws-sdk-cpp/1.9.234\n", "AWS SDK for C++",
     "1.9.234", "v1-fallback"},
    {"CMakeLists.txt",
     "FetchContent_Declare(aws\n  GIT_REPOSITORY "
     "https://github.com/aws/aws-sdk-cpp.git\n  GIT_TAG 1.7.134)",
     "AWS SDK for C++", "1.7.134", "v1"},
    {"third_party/aws.cmake",
     "ExternalProject_Add(x URL "
     "https://github.com/awslabs/aws-c-auth/archive/v0.3.10.tar.gz)",
     "aws-c-auth", "0.3.10", "v1"},
    {"deploy/ds.yaml", "  image: jtblin/kube2iam:0.10.9\n", "kube2iam",
     "0.10.9", "v1"},
    {"Dockerfile", "FROM fluent/fluent-bit:1.8.7\n", "Fluent Bit", "1.8.7",
     "v1"},
    {"package.json", R"({"dependencies": {"@aws-sdk/client-s3": "3.1.0"}})",
     nullptr, "", ""},
    {"notes.txt", "botocore==1.0\n", nullptr, "", ""},
};

TEST(Software, ReadsManifests) {
  const auto rules = SoftwareRules::load({});
  ASSERT_TRUE(rules) << rules.error().what;
  for (const auto& c : kCases) {
    SCOPED_TRACE(std::string(c.path) + ": " + c.text);
    const auto found = rules->read(c.path, c.text);
    ASSERT_EQ(found.size(), c.name ? 1u : 0u);
    if (!c.name)
      continue;
    EXPECT_EQ(found[0].name, c.name);
    EXPECT_EQ(found[0].version, c.version);
    EXPECT_EQ(found[0].speaks, c.speaks);
    EXPECT_EQ(found[0].path, c.path);
    EXPECT_FALSE(found[0].why.empty());
  }
}

} // namespace
} // namespace imds::analyzer
