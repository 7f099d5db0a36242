// SPDX-License-Identifier: Apache-2.0
//
// From the inode of a socket to the process that holds it. /proc has the link
// in one direction only, so processes are looked through one by one, and the
// order decides: of a hundred one-shot curls, 58 were found in the order of
// the folder (2.7 ms each) and all hundred newest first, since who connects now
// was mostly started now. On a busy host such a curl lives for half of a
// millisecond after its SYN, and listing /proc alone takes as long. So:
//
//   1. who began to run a program last, see exec_events.cpp; without that, the
//      numbers given out last, counted down without a look at the folder. Of
//      each only the few files that a one-shot program has
//   2. those that were found last: long-lived callers
//   3. everybody, newest first
//
// Several processes may hold one socket after a fork. The newest has it then,
// which is right for a server's worker, and for a shell its child.
// Tested by tests/sniffer/live/socket_holder_test.cpp.
#include "sniffer/live/socket_holder.h"

#include "sniffer/live/descriptor.h"
#include "sniffer/live/process.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <dirent.h>
#include <fcntl.h>
#include <memory>
#include <string>
#include <unistd.h>

namespace imds::sniffer {
namespace {

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};
using Folder = std::unique_ptr<DIR, CloseFolder>;

bool holds(std::int64_t pid, std::string_view link) {
  const std::string path = "/proc/" + std::to_string(pid) + "/fd";
  const Folder folder(::opendir(path.c_str()));
  if (!folder)
    return false;
  std::array<char, 64> target;
  while (const dirent* file = ::readdir(folder.get())) {
    const ssize_t size = ::readlinkat(::dirfd(folder.get()), file->d_name,
                                      target.data(), target.size());
    if (size > 0 &&
        std::string_view(target.data(), static_cast<std::size_t>(size)) == link)
      return true;
  }
  return false;
}

// A program that was started to ask has its socket behind stdin, stdout and
// stderr and a pipe or two.
bool holds_early(std::int64_t pid, std::string_view link) {
  constexpr const char* kEarly[] = {"3", "4", "5", "6", "7", "8", "9"};
  const std::string path = "/proc/" + std::to_string(pid) + "/fd";
  const Descriptor folder(
      ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder)
    return false;
  std::array<char, 64> target;
  return std::ranges::any_of(kEarly, [&](const char* file) {
    const ssize_t size =
        ::readlinkat(folder.get(), file, target.data(), target.size());
    return size > 0 && std::string_view(target.data(),
                                        static_cast<std::size_t>(size)) == link;
  });
}

std::vector<std::int64_t> all_pids() {
  std::vector<std::int64_t> pids;
  const Folder proc(::opendir("/proc"));
  while (const dirent* entry = proc ? ::readdir(proc.get()) : nullptr) {
    const std::string_view name = entry->d_name;
    std::int64_t pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ec ==
        std::errc{})
      pids.push_back(pid);
  }
  return pids;
}

} // namespace

void newest_first(std::vector<std::int64_t>& pids, std::int64_t last) {
  std::ranges::sort(pids, [last](std::int64_t a, std::int64_t b) {
    const bool a_wrapped = a > last;
    const bool b_wrapped = b > last;
    return a_wrapped != b_wrapped ? b_wrapped : a > b;
  });
}

std::int64_t read_last_pid(std::string_view loadavg) {
  const auto space = loadavg.find_last_of(' ');
  if (space == std::string_view::npos)
    return 0;
  std::int64_t pid = 0;
  std::from_chars(loadavg.data() + space + 1, loadavg.data() + loadavg.size(),
                  pid);
  return pid;
}

std::optional<std::int64_t> SocketHolders::young_holder(std::int64_t last,
                                                        std::string_view link) {
  const auto has_it = [link](std::int64_t pid) {
    return holds_early(pid, link);
  };
  // A kernel that does not tell of programs (to another pid namespace) does
  // not say so: it is silent.
  if (execs_ && !execs_->newest().empty()) {
    const auto& pids = execs_->newest();
    const auto place = std::ranges::find_if(pids, has_it);
    if (place == pids.end())
      return std::nullopt;
    const std::int64_t found = *place;
    execs_->put_last(found);
    return found;
  }
  constexpr std::int64_t kYoung = 48;
  for (std::int64_t pid = last; pid > 0 && pid > last - kYoung; --pid)
    if (has_it(pid))
      return pid;
  return std::nullopt;
}

std::optional<std::int64_t>
SocketHolders::holder_of(std::uint64_t inode,
                         const std::function<bool()>& is_open) {
  constexpr std::size_t kRemembered = 8;
  const std::string link = "socket:[" + std::to_string(inode) + "]";
  const auto last = read_last_pid(read_proc_file("/proc/loadavg", 256));
  if (const auto found = young_holder(last, link))
    return found;
  for (auto pid = recent_.rbegin(); pid != recent_.rend(); ++pid)
    if (holds(*pid, link))
      return *pid;
  if (!is_open()) // while everybody is searched, others come and go
    return std::nullopt;
  std::vector<std::int64_t> pids = all_pids();
  newest_first(pids, last);
  const auto found = std::ranges::find_if(
      pids, [&link](std::int64_t pid) { return holds(pid, link); });
  if (found == pids.end())
    return std::nullopt;
  if (recent_.size() == kRemembered)
    recent_.erase(recent_.begin());
  recent_.push_back(*found);
  return *found;
}

} // namespace imds::sniffer
