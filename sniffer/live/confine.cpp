// SPDX-License-Identifier: Apache-2.0
//
// What each half of the survey may still do once it is set up. The surveyor
// parses what strangers send, so it keeps nothing: it cannot open a file,
// make a socket, see or touch another process. What it needs (packet sockets,
// the log) was opened by or with the keeper and is held open.
//
// A system call that is not on the list fails with EPERM and does not kill:
// a survey that runs for weeks shall not die of a libc that does something in
// a new way, and the call is refused all the same.
// Tested by tests/live/rights_test.py.
#include "sniffer/live/confine.h"

#include "reports/term.h"
#include "sniffer/live/process.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fmt/format.h>
#include <grp.h>
#include <linux/capability.h>
#include <memory>
#include <pwd.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

constexpr Right kRights[] = {
    {CAP_NET_RAW, "cap_net_raw", "open packet sockets"},
    {CAP_SYS_ADMIN, "cap_sys_admin", "enter the network namespaces of others"},
    {CAP_SYS_PTRACE, "cap_sys_ptrace",
     "read exe, open files and namespaces of others in /proc"},
    {CAP_DAC_READ_SEARCH, "cap_dac_read_search",
     "list the open files of others, open a cgroup by its id, read what "
     "runtimes "
     "write down of containers"},
    {CAP_NET_ADMIN, "cap_net_admin",
     "attach eBPF programs, give packet sockets more room"},
    {CAP_BPF, "cap_bpf", "load eBPF programs"},
    {CAP_PERFMON, "cap_perfmon", "let eBPF programs read arguments of callers"},
    {CAP_SYS_NICE, "cap_sys_nice", "find callers in time on a busy host"},
};

constexpr Right kFolderRight = {
    CAP_DAC_OVERRIDE, "cap_dac_override",
    "replace the record or the counts in a folder of another user"};

// What an event loop over open descriptors takes, with what the C++ runtime
// and the sanitizers add (memory, signals, threads' locks).
constexpr int kSystemCalls[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(pread64),
    SCMP_SYS(pwrite64),
    SCMP_SYS(lseek),
    SCMP_SYS(ftruncate),
    SCMP_SYS(fsync),
    SCMP_SYS(fdatasync),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(dup),
    SCMP_SYS(recvmsg),
    SCMP_SYS(sendmsg),
    SCMP_SYS(recvfrom),
    SCMP_SYS(sendto),
    SCMP_SYS(getsockopt),
    SCMP_SYS(epoll_create1),
    SCMP_SYS(epoll_wait),
    SCMP_SYS(epoll_pwait),
    SCMP_SYS(epoll_pwait2),
    SCMP_SYS(epoll_ctl),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(mmap),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(getrandom),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(wait4),
    SCMP_SYS(getrusage),
    SCMP_SYS(sysinfo),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
};

std::unexpected<Error> failed(const char* what) {
  return fail(std::string(what) + ": " + std::strerror(errno));
}

using Capabilities = std::array<__user_cap_data_struct, 2>;

Result<Capabilities> capabilities() {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  Capabilities data{};
  if (::syscall(SYS_capget, &header, data.data()) != 0)
    return failed("capget");
  return data;
}

bool has(const Capabilities& data, int capability) {
  const auto word = static_cast<std::size_t>(capability) / 32;
  return (data[word].effective >> (capability % 32) & 1u) != 0;
}

// Only what is in `keep` and there now; the bounding set is cut alike.
Result<void> keep_capabilities(std::span<const Right> keep) {
  const auto now = capabilities();
  if (!now)
    return std::unexpected(now.error());
  Capabilities next{};
  for (const Right& right : keep)
    if (has(*now, right.capability))
      next[static_cast<std::size_t>(right.capability) / 32].permitted |=
          1u << (right.capability % 32);
  for (auto& word : next)
    word.effective = word.permitted;
  for (int i = 0; i <= CAP_LAST_CAP; ++i) {
    const bool kept =
        (next[static_cast<std::size_t>(i) / 32].permitted >> (i % 32) & 1u) !=
        0;
    if (!kept && has(*now, CAP_SETPCAP))
      ::prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  if (::syscall(SYS_capset, &header, next.data()) != 0)
    return failed("capset");
  return {};
}

Result<void> become_harmless_user() {
  if (::geteuid() != 0)
    return {}; // it was started with capabilities of the file, as some user
  constexpr uid_t kNobody = 65534;
  const passwd* own = ::getpwnam("imds-ready");
  const uid_t uid = own ? own->pw_uid : kNobody;
  const gid_t gid = own ? own->pw_gid : kNobody;
  if (::setgroups(0, nullptr) != 0 || ::setresgid(gid, gid, gid) != 0 ||
      ::setresuid(uid, uid, uid) != 0)
    return failed("cannot change to an unprivileged user");
  return {};
}

// Tokens pass through the memory of the surveyor: no core file, no debugger.
Result<void> close_up() {
  const rlimit none{0, 0};
  if (::setrlimit(RLIMIT_CORE, &none) != 0)
    return failed("setrlimit");
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0 ||
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
    return failed("prctl");
  return {};
}

Result<void> filter_system_calls() {
  using Filter = std::unique_ptr<void, decltype(&::seccomp_release)>;
  const Filter filter(::seccomp_init(SCMP_ACT_ERRNO(EPERM)),
                      &::seccomp_release);
  if (!filter)
    return failed("seccomp_init");
  for (const int call : kSystemCalls)
    ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0);
  if (::seccomp_load(filter.get()) != 0)
    return failed("seccomp_load");
  return {};
}

} // namespace

std::span<const Right> keeper_rights() { return kRights; }

std::vector<Right> missing_rights() {
  std::vector<Right> missing;
  const auto now = capabilities();
  for (const Right& right : kRights)
    if (!now || !has(*now, right.capability))
      missing.push_back(right);
  return missing;
}

Result<void> check_rights() {
  std::string all;
  for (const Right& right : kRights)
    all += (all.empty() ? "" : ",") + std::string(right.name);
  for (const Right& right : missing_rights()) {
    const std::string what = fmt::format("{} is missing, which is needed to {}",
                                         right.name, right.reason);
    if (right.capability == CAP_NET_RAW)
      return fail(what, "sniff",
                  "run it with sudo, or: sudo setcap " + all + "+ep " +
                      read_link("/proc/self/exe"));
    term::note(what);
  }
  return {};
}

Result<void> confine_surveyor() {
  // The bounding set first: cutting it is a right that goes with the user.
  for (int i = 0; i <= CAP_LAST_CAP; ++i)
    ::prctl(PR_CAPBSET_DROP, i, 0, 0, 0);
  if (auto user = become_harmless_user(); !user)
    return user;
  if (auto none = keep_capabilities({}); !none)
    return none;
  if (auto closed = close_up(); !closed)
    return closed;
  return filter_system_calls();
}

void be_in_time() {
  const sched_param lowest{.sched_priority = 1};
  if (::sched_setscheduler(0, SCHED_RR, &lowest) != 0)
    ::setpriority(PRIO_PROCESS, 0, -20);
}

Result<void> confine_keeper(bool makes_files_for_others) {
  std::vector<Right> keep(std::begin(kRights), std::end(kRights));
  if (makes_files_for_others)
    keep.push_back(kFolderRight);
  if (auto kept = keep_capabilities(keep); !kept)
    return kept;
  return close_up();
}

} // namespace imds::sniffer
