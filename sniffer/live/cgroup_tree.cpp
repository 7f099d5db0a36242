// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/cgroup_tree.h"

#include "sniffer/live/process.h"

#include <array>
#include <cstring>
#include <fcntl.h>

namespace imds::sniffer {

std::string find_cgroup2(std::string_view mounts) {
  while (!mounts.empty()) {
    const auto end = std::min(mounts.find('\n'), mounts.size());
    const std::string_view line = mounts.substr(0, end);
    mounts.remove_prefix(std::min(end + 1, mounts.size()));
    const auto folder = line.find(' ');
    const auto type = line.find(' ', folder + 1);
    if (folder != line.npos && type != line.npos &&
        line.substr(type).starts_with(" cgroup2 "))
      return std::string(line.substr(folder + 1, type - folder - 1));
  }
  return {};
}

CgroupTree::CgroupTree()
    : mount_(find_cgroup2(read_proc_file("/proc/self/mounts", 1u << 20))),
      root_(mount_.empty()
                ? -1
                : ::open(mount_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {}

std::optional<std::string> CgroupTree::path_of(std::uint64_t id) const {
  if (!root_ || id == 0)
    return std::nullopt;
  constexpr int kKernfsHandle = 0xfe; // FILEID_KERNFS of the kernel
  alignas(file_handle) std::array<char, sizeof(file_handle) + sizeof id> raw{};
  auto* handle = reinterpret_cast<file_handle*>(raw.data());
  handle->handle_bytes = sizeof id;
  handle->handle_type = kKernfsHandle;
  std::memcpy(handle->f_handle, &id, sizeof id);
  const Descriptor folder(
      ::open_by_handle_at(root_.get(), handle, O_PATH | O_CLOEXEC));
  if (!folder)
    return std::nullopt;
  const std::string path =
      read_link("/proc/self/fd/" + std::to_string(folder.get()));
  if (!path.starts_with(mount_) || path.ends_with(" (deleted)"))
    return std::nullopt;
  return path.size() == mount_.size() ? "/" : path.substr(mount_.size());
}

} // namespace imds::sniffer
