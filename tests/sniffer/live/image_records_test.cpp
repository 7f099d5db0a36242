// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/image_records.h"

#include <gtest/gtest.h>

namespace imds::sniffer {
namespace {

#define ID "3f8a00f137a0d2c8a2163c9841e28711530fde0c4ef0d4a3a1f36e6d4f6d5c11"

struct Case {
  const char* text;
  const char* image; // "" where it is not known
};

const Case kDocker[] = {
    {R"({"Config":{"Image":"nginx:1.25"},"Image":"sha256:)" ID R"("})",
     "nginx:1.25"},
    {R"({"Config":{"Env":["A=Image"],"Image":"r.example:5000/a/b@sha256:)" ID
     R"(","Labels":{"Image":"other"}}})",
     "r.example:5000/a/b@sha256:" ID},
    // By an id, a part of one, or a name that only looks like one.
    {R"({"Config":{"Image":"sha256:)" ID R"("}})", ""},
    {R"({"Config":{"Image":")" ID R"("}})", ""},
    {R"({"Config":{"Image":"3f8a00f137a0"},"Image":"sha256:)" ID R"("})", ""},
    {R"({"Config":{"Image":"cafe"},"Image":"sha256:)" ID R"("})", "cafe"},
    // Torn, of another form, or nothing that Docker would take for a name.
    {R"({"Config":{"Image":"nginx:1.25"},"Ima)", ""},
    {R"({"Config":{"Image":7}})", ""},
    {R"({"Config":"nginx"})", ""},
    {R"({"Image":"nginx"})", ""},
    {R"([{"Config":{"Image":"nginx"}}])", ""},
    {R"({"Config":{"Image":""}})", ""},
    {R"({"Config":{"Image":"a b"}})", ""},
    {"{\"Config\":{\"Image\":\"a\\u001b[2J\"}}", ""},
    {"", ""},
};

TEST(ImageRecords, ReadsDockersConfig) {
  for (const Case& c : kDocker)
    EXPECT_EQ(read_docker_record(c.text).value_or(""), c.image) << c.text;
}

const Case kBundles[] = {
    {R"({"annotations":{"io.kubernetes.cri.image-name":"docker.io/library/nginx:1"}})",
     "docker.io/library/nginx:1"},
    // A pod of containerd asked for an image by its id.
    {R"({"annotations":{"io.kubernetes.cri.image-name":"sha256:)" ID R"("}})",
     ""},
    // CRI-O: the kubelet mostly asks by id, which has some name.
    {R"({"annotations":{"io.kubernetes.cri-o.Image":")" ID
     R"(","io.kubernetes.cri-o.ImageName":"quay.io/a/b:2"}})",
     "quay.io/a/b:2"},
    {R"({"annotations":{"io.kubernetes.cri-o.Image":"quay.io/a/b:1",
         "io.kubernetes.cri-o.ImageName":"quay.io/a/same:2"}})",
     "quay.io/a/b:1"},
    {R"({"annotations":{"io.kubernetes.cri-o.Image":"3f8a00f137a0",
         "io.kubernetes.cri-o.ImageName":"",
         "io.kubernetes.cri-o.ImageRef":")" ID R"("}})",
     ""},
    // Docker's own bundle, and a process's environment.
    {R"({"ociVersion":"1.0.2","process":{"env":[
         "io.kubernetes.cri.image-name=a"]}})",
     ""},
    {R"({"process":{"io.kubernetes.cri.image-name":"a"}})", ""},
    {R"({"annotations":["io.kubernetes.cri.image-name"]})", ""},
};

TEST(ImageRecords, ReadsTheAnnotationsOfABundle) {
  for (const Case& c : kBundles)
    EXPECT_EQ(read_bundle(c.text).value_or(""), c.image) << c.text;
}

const Case kLists[] = {
    {R"([{"id":"x","metadata":"{\"image-name\":\"other\"}"},
         {"id":")" ID R"(","names":["web"],"image":"0",
          "metadata":"{\"image-name\":\"quay.io/a/b:1\",\"name\":\"web\"}"}])",
     "quay.io/a/b:1"},
    {R"([{"id":")" ID R"(","metadata":"{\"image-name\":\"\"}"}])", ""},
    {R"([{"id":")" ID R"(","metadata":"{\"image-na"}])", ""},
    {R"([{"id":")" ID R"("}])", ""},
    {R"([{"id":"x","metadata":"{\"image-name\":\"other\"}"}])", ""},
    {R"({"id":")" ID R"(","metadata":"{\"image-name\":\"a\"}"})", ""},
    {"[1, null, []]", ""},
};

TEST(ImageRecords, ReadsThePodmanContainersOfAList) {
  for (const Case& c : kLists)
    EXPECT_EQ(read_storage_list(c.text, ID).value_or(""), c.image) << c.text;
}

TEST(ImageRecords, KnowsWhereDockerKeepsItsData) {
  EXPECT_EQ(read_docker_root(R"({"data-root":"/mnt/docker"})"), "/mnt/docker");
  EXPECT_EQ(read_docker_root(R"({"log-level":"warn"})"), "");
  EXPECT_EQ(read_docker_root(R"({"data-root":)"), "");
}

TEST(ImageRecords, HoldsOutDeepAndLongTexts) {
  const std::string deep(100'000, '[');
  EXPECT_FALSE(read_docker_record(deep));
  EXPECT_FALSE(read_bundle(R"({"annotations":)" + deep));
  EXPECT_FALSE(read_docker_record(R"({"Config":{"Image":")" +
                                  std::string(4000, 'a') + "\"}}"));
}

} // namespace
} // namespace imds::sniffer
