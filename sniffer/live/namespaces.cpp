// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/namespaces.h"

#include "sniffer/live/proc_text.h"
#include "sniffer/live/process.h"

#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <string>
#include <sys/stat.h>

namespace imds::sniffer {

std::map<std::uint64_t, std::int64_t> network_namespaces() {
  std::map<std::uint64_t, std::int64_t> found;
  DIR* proc = ::opendir("/proc");
  while (const dirent* entry = proc ? ::readdir(proc) : nullptr) {
    const std::string name = entry->d_name;
    std::int64_t pid = 0;
    if (std::from_chars(name.data(), name.data() + name.size(), pid).ec !=
        std::errc{})
      continue;
    if (const auto inode =
            read_link_inode(read_link("/proc/" + name + "/ns/net"), "net"))
      found.try_emplace(*inode, pid);
  }
  if (proc)
    ::closedir(proc);
  return found;
}

Result<NamespaceVisitor> NamespaceVisitor::create() {
  NamespaceVisitor visitor;
  visitor.home_ = Descriptor(::open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC));
  struct stat facts{};
  if (!visitor.home_ || ::fstat(visitor.home_.get(), &facts) != 0)
    return fail(std::string("cannot open: ") + std::strerror(errno),
                "/proc/self/ns/net");
  visitor.home_inode_ = facts.st_ino;
  return visitor;
}

Result<void> NamespaceVisitor::visit(std::uint64_t inode, std::int64_t pid,
                                     const std::function<void()>& visit) const {
  const std::string path = "/proc/" + std::to_string(pid) + "/ns/net";
  const Descriptor there(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat facts{};
  if (!there || ::fstat(there.get(), &facts) != 0 || facts.st_ino != inode)
    return {};
  if (::setns(there.get(), CLONE_NEWNET) != 0)
    return fail(std::string("cannot enter: ") + std::strerror(errno));
  visit();
  if (::setns(home_.get(), CLONE_NEWNET) != 0)
    std::abort(); // every later answer would be about the wrong host
  return {};
}

} // namespace imds::sniffer
