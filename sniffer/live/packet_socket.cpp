// SPDX-License-Identifier: Apache-2.0
//
// Live packets come from plain packet sockets; libpcap only compiles their
// filter. Why no pcap handle?
//
// 1. A handle cannot be handed over. Who parses packets holds no rights, and
//    namespaces appear while it runs: the keeper opens a socket there and
//    passes the descriptor. The keeper never reads it, the reader could never
//    have opened it.
// 2. Memory. libpcap gives each packet of an immediate ring a slot of the
//    snapshot length: with 262144 (a GRO packet has to fit) a ring of 4 MiB
//    holds eight packets. A socket without a ring takes memory only for what
//    waits, delivers at once, and counts what it had no room for just as well.
//
// Packets are "cooked": they begin with the IP header whatever the interface
// is, and the kernel has taken VLAN tags off.
// Tested by tests/live.
#include "sniffer/live/packet_socket.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <linux/filter.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <net/if.h>
#include <sys/socket.h>
#include <time.h>

namespace imds::sniffer {
namespace {

constexpr std::size_t kSnapLength = 262144;
constexpr std::size_t kMostAtOnce = 1u << 20;

std::unexpected<Error> no_capture(const std::string& interface) {
  const int error = errno;
  std::string hint;
  if (error == EPERM)
    hint = "run with sudo, or give the program CAP_NET_RAW";
  else if (error == ENODEV)
    hint = "ip link";
  return fail(std::string("cannot open for capture: ") + std::strerror(error),
              interface.empty() ? "any" : interface, hint);
}

bool attach(int socket, const FilterProgram& filter) {
  static_assert(sizeof(FilterStep) == sizeof(sock_filter));
  std::vector<sock_filter> steps(filter.size());
  std::memcpy(steps.data(), filter.data(), filter.size() * sizeof(FilterStep));
  const sock_fprog program{static_cast<unsigned short>(steps.size()),
                           steps.data()};
  return ::setsockopt(socket, SOL_SOCKET, SO_ATTACH_FILTER, &program,
                      sizeof program) == 0;
}

void make_room(int socket, int bytes) {
  // Beyond rmem_max only CAP_NET_ADMIN may go; less room means drops that are
  // counted, so this is no reason to stop.
  if (::setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &bytes, sizeof bytes))
    ::setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

std::int64_t stamp_of(msghdr& message) {
  for (cmsghdr* c = CMSG_FIRSTHDR(&message); c; c = CMSG_NXTHDR(&message, c)) {
    if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_TIMESTAMPNS)
      continue;
    timespec time;
    std::memcpy(&time, CMSG_DATA(c), sizeof time);
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
  }
  return 0;
}

} // namespace

Result<Descriptor> open_packet_socket(const PacketSocketOptions& options) {
  // Protocol 0 receives nothing yet: the filter comes first.
  Descriptor socket(
      ::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket || !attach(socket.get(), options.filter))
    return no_capture(options.interface);
  make_room(socket.get(), options.buffer_bytes);
  const int on = 1;
  ::setsockopt(socket.get(), SOL_SOCKET, SO_TIMESTAMPNS, &on, sizeof on);
  sockaddr_ll place{};
  place.sll_family = AF_PACKET;
  place.sll_protocol = htons(ETH_P_ALL);
  if (!options.interface.empty()) {
    place.sll_ifindex =
        static_cast<int>(::if_nametoindex(options.interface.c_str()));
    if (place.sll_ifindex == 0)
      return no_capture(options.interface);
  }
  if (::bind(socket.get(), reinterpret_cast<sockaddr*>(&place), sizeof place))
    return no_capture(options.interface);
  return socket;
}

PacketSocket::PacketSocket(Descriptor socket, std::uint64_t netns)
    : socket_(std::move(socket)), netns_(netns) {}

bool PacketSocket::read(int most,
                        const std::function<void(const Packet&)>& sink) {
  static std::array<std::uint8_t, kSnapLength> bytes;
  alignas(cmsghdr) std::array<char, 256> control;
  std::size_t total = 0;
  for (int count = 0; count < most && total < kMostAtOnce; ++count) {
    sockaddr_ll from{};
    iovec space{bytes.data(), bytes.size()};
    msghdr message{};
    message.msg_name = &from;
    message.msg_namelen = sizeof from;
    message.msg_iov = &space;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t size =
        ::recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_TRUNC);
    if (size < 0) {
      if (errno == ENETDOWN || errno == EINTR)
        continue;
      return true;
    }
    const auto length = static_cast<std::size_t>(size);
    total += length;
    Packet packet;
    packet.time_ns = stamp_of(message);
    packet.link = LinkType::raw;
    packet.bytes = {bytes.data(), std::min(length, bytes.size())};
    packet.original_length = static_cast<std::uint32_t>(length);
    packet.interface = static_cast<std::uint32_t>(from.sll_ifindex);
    packet.netns = netns_;
    sink(packet);
  }
  return false;
}

std::uint64_t PacketSocket::take_drops() {
  tpacket_stats counts{};
  socklen_t size = sizeof counts;
  ::getsockopt(socket_.get(), SOL_PACKET, PACKET_STATISTICS, &counts, &size);
  return counts.tp_drops;
}

} // namespace imds::sniffer
