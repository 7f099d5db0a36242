// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pkt_case.h"

#include <optional>

namespace imds::sniffer::test {

/// How a line sends its bytes; the options of the case language.
struct Sending {
  std::string bytes;
  int ttl = 64;
  std::optional<std::uint32_t> at;
  std::size_t split = 0;
  std::size_t fragment = 0;
  std::optional<std::size_t> cut;
  bool lost = false, reverse = false, twice = false, ip_options = false;
  bool offload = false, no_ack = false, fin = false, rst = false, syn = false;
};

/// The connections of a case: counts sequence numbers and makes the packets.
class Wire {
public:
  explicit Wire(PktCase& into) : case_(into) {}

  void open(const std::string& client, const Endpoint& server, bool handshake);
  bool is_open(const std::string& client) const;
  void send(const std::string& client, bool from_client, Sending sending);
  void expire(const std::string& client);
  void add_leg(const std::string& client, const Endpoint& outer);
  void set_owner(const std::string& client, const std::string& comment);
  void set_start(const std::string& client, std::uint32_t seq);
  void wait(double seconds);

private:
  struct Side {
    std::uint32_t start = 0; // the number of the first byte
    std::uint32_t sent = 0;  // bytes, and the FIN
    std::uint32_t acked = 0; // of the other side
  };
  struct Flow {
    Endpoint client, server;
    std::optional<Endpoint> outer;
    std::string comment;
    std::uint32_t start = 1000;
    bool open = false;
    Side up, down;
    Buffer last_down; // for ICMP
  };

  Flow& flow(const std::string& client);
  void segment(Flow& flow, bool from_client, const Sending& sending,
               std::uint32_t at, const std::string& bytes, bool fin,
               std::vector<Buffer>& out);
  void emit(Flow& flow, bool from_client, const TcpFields& fields,
            const Sending& sending, std::vector<Buffer>& out);
  void record(const Flow& flow, const Buffer& ip, const Sending& sending);

  PktCase& case_;
  std::map<std::string, Flow> flows_;
  std::int64_t now_ns_ = 1'700'000'000'000'000'000;
  std::uint16_t ip_id_ = 1;
};

} // namespace imds::sniffer::test
