// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/process.h"

#include "sniffer/live/argv_mask.h"
#include "sniffer/live/cgroup_path.h"
#include "sniffer/live/proc_text.h"

#include <array>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr int kMostParents = 8;

std::string proc(std::int64_t pid, const char* file) {
  return "/proc/" + std::to_string(pid) + "/" + file;
}

// A loop cannot be: a parent that is gone is replaced by init. The bound is
// for a chain that changes while it is read.
std::vector<Parent> parents_of(std::int64_t pid) {
  std::vector<Parent> parents;
  while (pid > 0 && parents.size() < kMostParents) {
    const auto stat = read_stat(read_proc_file(proc(pid, "stat"), 4096));
    if (!stat)
      break;
    parents.push_back({pid, stat->comm});
    pid = stat->parent;
  }
  return parents;
}

// Not "btime" of /proc/stat, which is in whole seconds. Taken once, so that a
// process keeps its start when the clock is set.
std::int64_t boot_now() {
  timespec wall{}, boot{};
  ::clock_gettime(CLOCK_REALTIME, &wall);
  ::clock_gettime(CLOCK_BOOTTIME, &boot);
  return (wall.tv_sec - boot.tv_sec) * kSecond + wall.tv_nsec - boot.tv_nsec;
}

} // namespace

std::string read_proc_file(const std::string& path, std::size_t most) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0)
    return {};
  std::string text(most, '\0');
  std::size_t size = 0;
  while (size < most) {
    const ssize_t got = ::read(file, text.data() + size, most - size);
    if (got <= 0)
      break;
    size += static_cast<std::size_t>(got);
  }
  ::close(file);
  text.resize(size);
  return text;
}

std::string read_link(const std::string& path) {
  std::array<char, 4096> target;
  const ssize_t size = ::readlink(path.c_str(), target.data(), target.size());
  return size <= 0 ? std::string()
                   : std::string(target.data(), static_cast<std::size_t>(size));
}

ProcessReader::ProcessReader(Options options)
    : options_(options), boot_ns_(boot_now()),
      tick_ns_(kSecond / ::sysconf(_SC_CLK_TCK)) {}

bool ProcessReader::fill(std::int64_t pid, std::int64_t not_after_ns,
                         Caller& caller) {
  const auto stat = read_stat(read_proc_file(proc(pid, "stat"), 4096));
  if (!stat)
    return false;
  const std::int64_t since_boot =
      static_cast<std::int64_t>(stat->start_ticks) * tick_ns_;
  if (not_after_ns != 0 && since_boot > not_after_ns + tick_ns_)
    return false;
  caller.pid = pid;
  caller.comm = stat->comm;
  caller.start_time_ns = boot_ns_ + since_boot;
  if (const std::string exe = read_exe(read_link(proc(pid, "exe")));
      !exe.empty())
    caller.exe = exe;
  constexpr std::size_t kCmdlineSize = 2 * kMaxArgumentBytes;
  if (options_.argv)
    caller.argv = mask_secrets(
        read_cmdline(read_proc_file(proc(pid, "cmdline"), kCmdlineSize)));
  if (auto uid = read_uid(read_proc_file(proc(pid, "status"), 4096)))
    set_uid(*uid, caller);
  caller.parents = parents_of(stat->parent);
  set_cgroup(pick_cgroup(read_proc_file(proc(pid, "cgroup"), 1u << 14)),
             caller);
  caller.netns = read_link_inode(read_link(proc(pid, "ns/net")), "net");
  return true;
}

void ProcessReader::set_cgroup(std::string path, Caller& caller) {
  if (path.empty())
    return;
  CgroupOwner owner = read_cgroup_path(path);
  caller.cgroup = std::move(path);
  caller.unit = std::move(owner.unit);
  caller.container = std::move(owner.container);
  caller.runtime = std::move(owner.runtime);
  caller.pod = std::move(owner.pod);
  if (caller.container)
    caller.image = images_.image_of(*caller.container);
}

void ProcessReader::set_uid(std::int64_t uid, Caller& caller) {
  if (!options_.user)
    return;
  caller.uid = uid;
  caller.user = user_of(uid);
}

// The host's names: inside a container the same number may have another name,
// but the host's is what its administrator knows.
std::optional<std::string> ProcessReader::user_of(std::int64_t uid) {
  constexpr std::size_t kMostUsers = 4096;
  if (users_.size() > kMostUsers)
    users_.clear();
  const auto [user, is_new] = users_.try_emplace(uid);
  if (is_new)
    user->second = read_user(read_proc_file("/etc/passwd", 1u << 20), uid);
  return user->second;
}

} // namespace imds::sniffer
