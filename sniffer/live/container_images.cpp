// SPDX-License-Identifier: Apache-2.0
//
// Where a runtime writes down what a container was made from. Every one of them
// does so before the container begins, so there is nothing to wait for; who has
// no file by its id is not of that runtime. An id is as good as unique, so it
// does not matter who is asked first.
//
// Only root can write these files, but one may be torn by a full disk, or be
// huge: what is no plain file or over 4 MB is not read. A survey that runs in a
// container itself (a DaemonSet) finds the host's files below the root of the
// host's first process.
//
// Not looked at: the homes of users (rootless Podman and Docker), and runtimes
// that were told to keep their state elsewhere.
//
// Tested by tests/sniffer/live/container_images_test.cpp.
#include "sniffer/live/container_images.h"

#include "sniffer/live/descriptor.h"
#include "sniffer/live/image_records.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

constexpr std::size_t kIdLength = 64;
constexpr std::size_t kMostKnown = 4096;
constexpr off_t kLargest = 4 << 20;

// A bundle is a folder named by the id. K3s and RKE2 bring a containerd of
// their own (k3s-io/k3s, pkg/agent/config).
constexpr std::pair<const char*, const char*> kBundles[] = {
    {"/run/containerd/io.containerd.runtime.v2.task/k8s.io/", "/config.json"},
    {"/run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/",
     "/config.json"},
    {"/run/containers/storage/overlay-containers/", "/userdata/config.json"},
};

// `podman run --rm` is in the list that does not outlive the boot
// (containers/storage, containers.go).
constexpr const char* kLists[] = {
    "/run/containers/storage/overlay-containers/volatile-containers.json",
    "/var/lib/containers/storage/overlay-containers/containers.json",
};

std::string read_whole(const std::string& path) {
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat known{};
  if (!file || ::fstat(file.get(), &known) != 0 || !S_ISREG(known.st_mode) ||
      known.st_size > kLargest)
    return {};
  std::string text(static_cast<std::size_t>(known.st_size), '\0');
  const ssize_t got = ::read(file.get(), text.data(), text.size());
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

bool is_container_id(const std::string& text) {
  return text.size() == kIdLength &&
         text.find_first_not_of("0123456789abcdef") == text.npos;
}

std::string docker_root(const std::string& root) {
  const std::string told =
      read_docker_root(read_whole(root + "/etc/docker/daemon.json"));
  return root + (told.starts_with('/') ? told : "/var/lib/docker");
}

std::optional<std::string> look_in(const std::string& root,
                                   const std::string& id) {
  for (const auto& [folder, file] : kBundles)
    if (auto image = read_bundle(read_whole(root + folder + id + file)))
      return image;
  const std::string docker = docker_root(root) + "/containers/";
  if (auto image =
          read_docker_record(read_whole(docker + id + "/config.v2.json")))
    return image;
  for (const char* list : kLists)
    if (auto image = read_storage_list(read_whole(root + list), id))
      return image;
  return std::nullopt;
}

} // namespace

std::optional<std::string>
ContainerImages::look_for(const std::string& id) const {
  auto image = look_in(root_, id);
  return image ? image : look_in(root_ + "/proc/1/root", id);
}

std::optional<std::string>
ContainerImages::image_of(const std::string& container) {
  if (!is_container_id(container))
    return std::nullopt;
  if (known_.size() > kMostKnown)
    known_.clear();
  const auto [image, is_new] = known_.try_emplace(container);
  if (is_new)
    image->second = look_for(container);
  return image->second;
}

} // namespace imds::sniffer
