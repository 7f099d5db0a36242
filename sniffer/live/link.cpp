// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/link.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <sys/socket.h>

namespace imds::sniffer {
namespace {

constexpr std::size_t kLongest = 1u << 16;

Descriptor passed(msghdr& message) {
  const cmsghdr* control = CMSG_FIRSTHDR(&message);
  if (control == nullptr || control->cmsg_level != SOL_SOCKET ||
      control->cmsg_type != SCM_RIGHTS)
    return {};
  int number = -1;
  std::memcpy(&number, CMSG_DATA(control), sizeof number);
  return Descriptor(number);
}

} // namespace

Result<std::pair<Link, Link>> Link::create() {
  std::array<int, 2> ends;
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    return fail(std::string("cannot make a socket pair: ") +
                std::strerror(errno));
  constexpr int kRoom = 4 << 20;
  for (const int end : ends)
    if (::setsockopt(end, SOL_SOCKET, SO_SNDBUFFORCE, &kRoom, sizeof kRoom))
      ::setsockopt(end, SOL_SOCKET, SO_SNDBUF, &kRoom, sizeof kRoom);
  return std::pair(Link(Descriptor(ends[0])), Link(Descriptor(ends[1])));
}

bool Link::send(std::string_view bytes, int descriptor) {
  iovec part{const_cast<char*>(bytes.data()), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  if (descriptor >= 0) {
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof descriptor);
    std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
  }
  const ssize_t sent =
      ::sendmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_NOSIGNAL);
  closed_ = closed_ || (sent < 0 && errno == EPIPE);
  return sent == static_cast<ssize_t>(bytes.size());
}

std::optional<Received> Link::receive() {
  static std::array<char, kLongest> bytes;
  iovec part{bytes.data(), bytes.size()};
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
  msghdr message{};
  message.msg_iov = &part;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  const ssize_t size =
      ::recvmsg(socket_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
  if (size <= 0) {
    closed_ = closed_ || size == 0 || (errno != EAGAIN && errno != EINTR);
    return std::nullopt;
  }
  return Received{std::string(bytes.data(), static_cast<std::size_t>(size)),
                  passed(message)};
}

} // namespace imds::sniffer
