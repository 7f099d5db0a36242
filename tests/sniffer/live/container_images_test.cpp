// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/container_images.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace imds::sniffer {
namespace {

namespace fs = std::filesystem;

const std::string kId(64, 'c');

/// A folder that stands for "/" of a host, with the files of its runtimes.
class ContainerImagesTest : public testing::Test {
protected:
  ContainerImagesTest() {
    root_ =
        fs::temp_directory_path() / ("imds-root-" + std::to_string(getpid()));
    fs::create_directories(root_);
  }
  ~ContainerImagesTest() override { fs::remove_all(root_); }

  void write(const std::string& path, const std::string& text) {
    const fs::path file = root_.string() + path;
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  std::string image_of(const std::string& id) {
    return ContainerImages(root_).image_of(id).value_or("");
  }

  fs::path root_;
};

const std::string kDockerRecord = R"({"Config":{"Image":"nginx:1.25"}})";
const std::string kCriBundle =
    R"({"annotations":{"io.kubernetes.cri.image-name":"a/b:1"}})";
const std::string kCrioBundle =
    R"({"annotations":{"io.kubernetes.cri-o.ImageName":"a/c:1"}})";
const std::string kList =
    R"([{"id":")" + kId + R"(","metadata":"{\"image-name\":\"a/d:1\"}"}])";

TEST_F(ContainerImagesTest, LooksWhereEachRuntimeWrites) {
  const struct {
    std::string file, text, image;
  } places[] = {
      {"/var/lib/docker/containers/" + kId + "/config.v2.json", kDockerRecord,
       "nginx:1.25"},
      {"/run/containerd/io.containerd.runtime.v2.task/k8s.io/" + kId +
           "/config.json",
       kCriBundle, "a/b:1"},
      {"/run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/" + kId +
           "/config.json",
       kCriBundle, "a/b:1"},
      {"/run/containers/storage/overlay-containers/" + kId +
           "/userdata/config.json",
       kCrioBundle, "a/c:1"},
      {"/var/lib/containers/storage/overlay-containers/containers.json", kList,
       "a/d:1"},
      {"/run/containers/storage/overlay-containers/volatile-containers.json",
       kList, "a/d:1"},
  };
  for (const auto& [file, text, image] : places) {
    EXPECT_EQ(image_of(kId), "") << file;
    write(file, text);
    EXPECT_EQ(image_of(kId), image) << file;
    EXPECT_EQ(image_of(std::string(64, 'd')), "") << file;
    fs::remove(root_.string() + file);
  }
}

TEST_F(ContainerImagesTest, FollowsDockerToItsDataRoot) {
  write("/etc/docker/daemon.json", R"({"data-root":"/mnt/docker"})");
  write("/mnt/docker/containers/" + kId + "/config.v2.json", kDockerRecord);
  EXPECT_EQ(image_of(kId), "nginx:1.25");
}

TEST_F(ContainerImagesTest, FindsTheHostsFilesFromWithinAContainer) {
  write("/proc/1/root/var/lib/docker/containers/" + kId + "/config.v2.json",
        kDockerRecord);
  EXPECT_EQ(image_of(kId), "nginx:1.25");
}

TEST_F(ContainerImagesTest, ReadsNothingButPlainFilesOfABoundedSize) {
  const std::string folder = "/var/lib/docker/containers/" + kId;
  const std::string file = root_.string() + folder + "/config.v2.json";
  write(folder + "/config.v2.json", kDockerRecord + std::string(5 << 20, ' '));
  EXPECT_EQ(image_of(kId), "");
  fs::remove(file);
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  EXPECT_EQ(image_of(kId), ""); // and does not wait for a writer
}

TEST_F(ContainerImagesTest, TakesNoNameOfAMachineForAPath) {
  write("/var/lib/docker/containers/web/config.v2.json", kDockerRecord);
  for (const char* name : {"web", "", "../containers/web"})
    EXPECT_EQ(image_of(name), "") << name;
}

TEST_F(ContainerImagesTest, RemembersWhatItRead) {
  const std::string file =
      "/var/lib/docker/containers/" + kId + "/config.v2.json";
  write(file, kDockerRecord);
  ContainerImages images(root_);
  EXPECT_EQ(images.image_of(kId), "nginx:1.25");
  fs::remove(root_.string() + file);
  EXPECT_EQ(images.image_of(kId), "nginx:1.25");
}

} // namespace
} // namespace imds::sniffer
