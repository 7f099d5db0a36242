// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/standin/answer.h"

#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <unordered_map>

namespace imds::standin {

/// One connection of a client.
struct Connection {
  int fd = -1;
  bool ipv6 = false;
  bool limited = false;  // its packets leave with the hop limit
  bool finished = false; // our side is shut, waiting for the client's end
  std::uint64_t id = 0;
  std::uint64_t requests = 0;
  std::string peer; // address:port, as this server sees it
  std::string endpoint;
  std::string unsent;
  RequestReader reader;
};

/// The stand-in: accepts on any number of addresses, answers, and writes one
/// line to its log for each request. One thread, level-triggered epoll.
class Server {
public:
  Server(std::FILE* log, std::string control);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// False with errno set where the address cannot be listened on.
  bool listen(const std::string& address, std::uint16_t port);
  /// Reads the control file now, and at each SIGHUP.
  void reload();
  /// Serves until SIGTERM or SIGINT.
  void run();

private:
  void accept_all(int listener);
  void readable(Connection& connection);
  void serve(Connection& connection);
  void reply(Connection& connection, const Request& request);
  void limit_hops(Connection& connection, bool limited);
  void flush(Connection& connection);
  void log_request(const Connection& connection, const Request& request,
                   const Answer& answer);
  void drop(int fd);
  void signalled();

  std::FILE* log_;
  std::string control_;
  Settings settings_;
  Tokens tokens_;
  int epoll_ = -1;
  int signals_ = -1;
  bool stop_ = false;
  std::uint64_t connections_made_ = 0;
  std::uint64_t requests_ = 0;
  std::unordered_map<int, std::string> listeners_; // fd -> address
  std::unordered_map<int, std::unique_ptr<Connection>> connections_;
};

} // namespace imds::standin
