// SPDX-License-Identifier: Apache-2.0
//
// A one-shot caller runs its program some milliseconds before it connects, and
// the kernel's process connector (2.6.15) tells of each program that begins.
// So of all processes only a few have to be looked at, and none of those that
// are just being replaced: to read a link of one that is inside execve() waits
// until that is over (the lock came with some kernel before 6.18), and on a
// busy host that took 10 to 20 ms, longer than the caller lived.
//
// A filter keeps every other event (fork, exit, names) in the kernel.
// Tested by exec_events_test.cpp.
#include "sniffer/live/exec_events.h"

#include "sniffer/live/netlink.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <linux/cn_proc.h>
#include <linux/connector.h>
#include <linux/filter.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

constexpr std::uint32_t kExec = 2; // PROC_EVENT_EXEC, an enum with a long past
constexpr std::size_t kEvent = NLMSG_HDRLEN + sizeof(cn_msg);
constexpr std::size_t kThread = kEvent + offsetof(proc_event, event_data);
constexpr std::size_t kProcess = kThread + sizeof(std::uint32_t);

bool pass_exec_only(int socket) {
  // Loads are in network order, the field is not.
  std::array<sock_filter, 4> steps{
      sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, kEvent),
      sock_filter BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, htonl(kExec), 0, 1),
      sock_filter BPF_STMT(BPF_RET | BPF_K, 0xffffffff),
      sock_filter BPF_STMT(BPF_RET | BPF_K, 0)};
  const sock_fprog program{steps.size(), steps.data()};
  return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program,
                      sizeof program) == 0;
}

bool join(int socket) {
  sockaddr_nl own{};
  own.nl_family = AF_NETLINK;
  own.nl_groups = CN_IDX_PROC;
  return ::bind(socket, reinterpret_cast<sockaddr*>(&own), sizeof own) == 0;
}

bool ask_to_be_told(int socket) {
  nlmsghdr header{};
  cn_msg about{};
  const std::uint32_t what = PROC_CN_MCAST_LISTEN;
  header.nlmsg_len = kEvent + sizeof what;
  header.nlmsg_type = NLMSG_DONE;
  about.id = {CN_IDX_PROC, CN_VAL_PROC};
  about.len = sizeof what;
  std::array<std::uint8_t, kEvent + sizeof what> message;
  std::memcpy(message.data(), &header, sizeof header);
  std::memcpy(message.data() + NLMSG_HDRLEN, &about, sizeof about);
  std::memcpy(message.data() + kEvent, &what, sizeof what);
  return ::send(socket, message.data(), message.size(), 0) ==
         static_cast<ssize_t>(message.size());
}

} // namespace

std::optional<std::int64_t> read_exec(std::span<const std::uint8_t> message) {
  const auto about = read_at<cb_id>(message, NLMSG_HDRLEN);
  const auto what = read_at<std::uint32_t>(message, kEvent);
  const auto process = read_at<std::uint32_t>(message, kProcess);
  if (!about || about->idx != CN_IDX_PROC || what != kExec || !process)
    return std::nullopt;
  return *process;
}

std::optional<ExecEvents> ExecEvents::open() {
  Descriptor socket(::socket(AF_NETLINK,
                             SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK,
                             NETLINK_CONNECTOR));
  if (!socket || !pass_exec_only(socket.get()) || !join(socket.get()) ||
      !ask_to_be_told(socket.get()))
    return std::nullopt;
  return ExecEvents(std::move(socket));
}

void ExecEvents::note(std::int64_t pid) {
  std::erase(pids_, pid);
  pids_.push_front(pid);
  if (pids_.size() > kRemembered)
    pids_.pop_back();
}

void ExecEvents::put_last(std::int64_t pid) {
  std::erase(pids_, pid);
  pids_.push_back(pid);
}

const std::deque<std::int64_t>& ExecEvents::newest() {
  alignas(nlmsghdr) std::array<std::uint8_t, 1024> message;
  for (;;) {
    const ssize_t size =
        ::recv(netlink_.get(), message.data(), message.size(), 0);
    if (size < 0 && errno == ENOBUFS)
      continue; // some are lost; the next ones count
    if (size <= 0)
      return pids_;
    const std::span bytes(message.data(), static_cast<std::size_t>(size));
    if (const auto pid = read_exec(bytes))
      note(*pid);
  }
}

} // namespace imds::sniffer
