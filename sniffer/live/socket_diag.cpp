// SPDX-License-Identifier: Apache-2.0
//
// Which socket sends this SYN? A dump of all sockets takes milliseconds on a
// busy host, and a one-shot curl is gone by then. The kernel also answers an
// exact question, by hash, in microseconds: source, destination and a cookie
// of "any" (INET_DIAG_NOCOOKIE).
//
// An IPv4 connection may belong to an AF_INET6 socket; the kernel finds that
// one too when it is asked with the IPv4 addresses, since the lookup is by the
// addresses on the wire.
//
// Two answers would be wrong. Where no connection fits, the kernel offers the
// listener on that port, which is another program's. And of a socket that is
// closed already it says inode 0 and uid 0, which is not root's.
// Tested in tests/live/.
#include "sniffer/live/socket_diag.h"

#include "sniffer/live/netlink.h"

#include <arpa/inet.h>
#include <array>
#include <cstring>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace imds::sniffer {
namespace {

struct Question {
  nlmsghdr header;
  inet_diag_req_v2 request;
};

void put_address(const Address& address, __be32* to) {
  constexpr std::size_t kMappedPrefix = 12;
  if (address.is_v4())
    std::memcpy(to, address.bytes.data() + kMappedPrefix, 4);
  else
    std::memcpy(to, address.bytes.data(), address.bytes.size());
}

Question question_for(const Connection& connection, std::uint32_t sequence) {
  Question question{};
  question.header.nlmsg_len = sizeof question;
  question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
  question.header.nlmsg_flags = NLM_F_REQUEST;
  question.header.nlmsg_seq = sequence;
  inet_diag_req_v2& request = question.request;
  request.sdiag_family = connection.client.is_v4() ? AF_INET : AF_INET6;
  request.sdiag_protocol = IPPROTO_TCP;
  request.idiag_states = ~0u;
  put_address(connection.client, request.id.idiag_src);
  put_address(connection.endpoint.address, request.id.idiag_dst);
  request.id.idiag_sport = htons(connection.client_port);
  request.id.idiag_dport = htons(connection.endpoint.port);
  request.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
  request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;
  return question;
}

} // namespace

std::optional<SocketFacts>
read_diag_answer(std::span<const std::uint8_t> bytes) {
  const auto header = read_at<nlmsghdr>(bytes, 0);
  if (!header || header->nlmsg_type != SOCK_DIAG_BY_FAMILY ||
      header->nlmsg_len > bytes.size())
    return std::nullopt;
  const auto message = read_at<inet_diag_msg>(bytes, NLMSG_HDRLEN);
  if (!message || message->id.idiag_dport == 0)
    return std::nullopt;
  constexpr std::size_t kAttributes = NLMSG_HDRLEN + sizeof(inet_diag_msg);
  const auto whole = bytes.first(header->nlmsg_len);
  if (whole.size() < kAttributes)
    return std::nullopt;
  const auto cgroup =
      attribute_of(whole.subspan(kAttributes), INET_DIAG_CGROUP_ID);
  return SocketFacts{message->idiag_inode, message->idiag_uid,
                     read_at<std::uint64_t>(cgroup, 0).value_or(0)};
}

Result<SocketDiag> SocketDiag::open() {
  const int netlink =
      ::socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
  if (netlink < 0)
    return fail(std::string("cannot ask for socket owners: ") +
                    std::strerror(errno),
                "sock_diag", "modprobe inet_diag tcp_diag");
  // The answer is made within send(); this only guards against none at all.
  const timeval patience{.tv_sec = 0, .tv_usec = 200'000};
  ::setsockopt(netlink, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return SocketDiag(netlink);
}

SocketDiag::SocketDiag(SocketDiag&& other) noexcept
    : netlink_(std::exchange(other.netlink_, -1)), sequence_(other.sequence_) {}

SocketDiag& SocketDiag::operator=(SocketDiag&& other) noexcept {
  std::swap(netlink_, other.netlink_);
  sequence_ = other.sequence_;
  return *this;
}

SocketDiag::~SocketDiag() {
  if (netlink_ >= 0)
    ::close(netlink_);
}

std::optional<SocketFacts> SocketDiag::find(const Connection& connection) {
  const Question question = question_for(connection, ++sequence_);
  if (::send(netlink_, &question, sizeof question, 0) < 0)
    return std::nullopt;
  alignas(nlmsghdr) std::array<std::uint8_t, 4096> answer;
  for (;;) {
    const ssize_t size = ::recv(netlink_, answer.data(), answer.size(), 0);
    if (size <= 0)
      return std::nullopt;
    const std::span bytes(answer.data(), static_cast<std::size_t>(size));
    const auto header = read_at<nlmsghdr>(bytes, 0);
    if (header && header->nlmsg_seq == sequence_) // else: a late one
      return read_diag_answer(bytes);
  }
}

} // namespace imds::sniffer
