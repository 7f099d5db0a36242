// SPDX-License-Identifier: Apache-2.0
// The hard case is the hop limit. IMDS sends the answer of a token PUT with a
// small IP TTL and everything else with a normal one. A socket has one TTL for
// all it sends, retransmissions included, so the limit is set before the
// answer and stays until the client's next request proves that it arrived.
// The acknowledgement of the PUT has left by then (quick ACK), as on EC2,
// where a container's PUT is acknowledged and only its answer is lost.
#include "live/standin/server.h"

#include "live/standin/log.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstring>
#include <vector>

namespace imds::standin {
namespace {

constexpr int kBacklog = 4096;
constexpr int kNormalHops = 64;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

Address make_address(const std::string& text, std::uint16_t port) {
  Address out;
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&out.storage);
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out.storage);
  if (inet_pton(AF_INET6, text.c_str(), &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    out.size = sizeof *v6;
  } else if (inet_pton(AF_INET, text.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(port);
    out.size = sizeof *v4;
  }
  return out;
}

int open_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (int number : {SIGHUP, SIGTERM, SIGINT})
    sigaddset(&set, number);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  return signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
}

void watch(int epoll, int fd, int operation, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.fd = fd;
  epoll_ctl(epoll, operation, fd, &event);
}

void set_option(int fd, int level, int name, int value) {
  setsockopt(fd, level, name, &value, sizeof value);
}

} // namespace

Server::Server(std::FILE* log, std::string control)
    : log_(log), control_(std::move(control)),
      epoll_(epoll_create1(EPOLL_CLOEXEC)), signals_(open_signals()) {
  watch(epoll_, signals_, EPOLL_CTL_ADD, EPOLLIN);
}

Server::~Server() {
  for (const auto& [fd, connection] : connections_)
    close(fd);
  for (const auto& [fd, address] : listeners_)
    close(fd);
  close(signals_);
  close(epoll_);
}

bool Server::listen(const std::string& address, std::uint16_t port) {
  const Address to = make_address(address, port);
  if (to.size == 0) {
    errno = EINVAL;
    return false;
  }
  const int fd = socket(to.storage.ss_family,
                        SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (fd < 0)
    return false;
  set_option(fd, SOL_SOCKET, SO_REUSEADDR, 1);
  if (to.storage.ss_family == AF_INET6)
    set_option(fd, IPPROTO_IPV6, IPV6_V6ONLY, 1);
  if (bind(fd, reinterpret_cast<const sockaddr*>(&to.storage), to.size) != 0 ||
      ::listen(fd, kBacklog) != 0) {
    close(fd);
    return false;
  }
  listeners_[fd] = address;
  watch(epoll_, fd, EPOLL_CTL_ADD, EPOLLIN);
  return true;
}

void Server::reload() {
  std::string trouble;
  settings_ = read_settings(control_, settings_, trouble);
  if (settings_.expire)
    tokens_.expire_all();
  write_settings(log_, settings_, trouble);
}

void Server::run() {
  std::array<epoll_event, 256> events{};
  while (!stop_) {
    const int count = epoll_wait(epoll_, events.data(), events.size(), -1);
    for (int i = 0; i < count; ++i) {
      const int fd = events[static_cast<std::size_t>(i)].data.fd;
      if (fd == signals_)
        signalled();
      else if (listeners_.contains(fd))
        accept_all(fd);
      else if (auto found = connections_.find(fd); found != connections_.end())
        readable(*found->second);
    }
    std::fflush(log_);
  }
}

void Server::signalled() {
  signalfd_siginfo info{};
  while (read(signals_, &info, sizeof info) == sizeof info) {
    if (info.ssi_signo == SIGHUP)
      reload();
    else
      stop_ = true;
  }
}

void Server::accept_all(int listener) {
  while (true) {
    Address from;
    from.size = sizeof from.storage;
    const int fd = accept4(listener, reinterpret_cast<sockaddr*>(&from.storage),
                           &from.size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0)
      return;
    set_option(fd, IPPROTO_TCP, TCP_NODELAY, 1);
    auto connection = std::make_unique<Connection>();
    connection->fd = fd;
    connection->ipv6 = from.storage.ss_family == AF_INET6;
    connection->id = ++connections_made_;
    connection->peer = describe_peer(from.storage);
    connection->endpoint = listeners_[listener];
    connections_[fd] = std::move(connection);
    watch(epoll_, fd, EPOLL_CTL_ADD, EPOLLIN);
  }
}

void Server::readable(Connection& connection) {
  std::array<char, 16384> bytes;
  const ssize_t got = read(connection.fd, bytes.data(), bytes.size());
  if (got < 0 && errno == EAGAIN) {
    flush(connection);
    return;
  }
  if (got <= 0) {
    drop(connection.fd);
    return;
  }
  if (connection.finished)
    return;
  connection.reader.feed({bytes.data(), static_cast<std::size_t>(got)});
  serve(connection);
}

void Server::serve(Connection& connection) {
  while (!connection.finished) {
    const auto request = connection.reader.next();
    if (!request)
      break;
    reply(connection, *request);
  }
  flush(connection);
}

void Server::reply(Connection& connection, const Request& request) {
  Answer out = answer(request, settings_, tokens_);
  ++connection.requests;
  log_request(connection, request, out);
  if (out.status == 0)
    return;
  limit_hops(connection, out.hop_limited);
  connection.unsent += out.bytes;
  connection.finished = out.close;
}

void Server::limit_hops(Connection& connection, bool limited) {
  if (connection.limited == limited)
    return;
  flush(connection); // what is older goes out with the older limit
  connection.limited = limited;
  const int hops = limited ? settings_.hop_limit : kNormalHops;
  if (connection.ipv6)
    set_option(connection.fd, IPPROTO_IPV6, IPV6_UNICAST_HOPS, hops);
  else
    set_option(connection.fd, IPPROTO_IP, IP_TTL, hops);
}

void Server::flush(Connection& connection) {
  while (!connection.unsent.empty()) {
    const ssize_t sent = send(connection.fd, connection.unsent.data(),
                              connection.unsent.size(), MSG_NOSIGNAL);
    if (sent <= 0)
      break;
    connection.unsent.erase(0, static_cast<std::size_t>(sent));
  }
  const bool more = !connection.unsent.empty();
  if (connection.finished && !more)
    shutdown(connection.fd, SHUT_WR);
  watch(epoll_, connection.fd, EPOLL_CTL_MOD,
        more ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

void Server::log_request(const Connection& connection, const Request& request,
                         const Answer& answer) {
  write_request(log_,
                {.number = ++requests_,
                 .connection = connection.id,
                 .nth = connection.requests,
                 .peer = connection.peer,
                 .endpoint = connection.endpoint,
                 .hop_limit = answer.hop_limited ? settings_.hop_limit : 0,
                 .request = request,
                 .answer = answer});
}

void Server::drop(int fd) {
  connections_.erase(fd);
  close(fd);
}

} // namespace imds::standin
