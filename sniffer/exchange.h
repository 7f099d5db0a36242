// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/http_head.h"
#include "sniffer/message_reader.h"

#include <cstdint>
#include <optional>

namespace imds::sniffer {

/// One request and what became of it.
struct Exchange {
  std::int64_t request_ns = 0;
  std::int64_t answer_ns = 0;
  std::optional<RequestHead> head; // nullopt: not even its first line
  std::optional<Unread> unread; // why the head is not whole; nullopt where it
                                // is, or where only its answer was seen

  bool answered = false;
  bool answer_lost = false;  // the caller got one that was not captured
  bool cut_short = false;    // the capture ended while one could still come
  std::optional<int> status; // nullopt: none, or HTTP/0.9

  // Whether the packets of the answer reached the caller.
  int highest_ttl = 0;       // as IMDS sent it, or nearly; 0: no answer
  int lowest_ttl = 0;        // where it was seen last
  bool acknowledged = false; // by the caller
  bool near = false;         // seen where no router lies before the caller
  bool repeated = false;     // sent again
  bool given_up = false;     // the caller ended its side instead
  bool late = false;         // and did so before there was an answer
  bool expired = false;      // a router said that its TTL ran out
  bool reset = false;        // the connection ended with a reset

  std::uint32_t server_seq = 0; // the next byte of the server, at the request
  std::uint32_t answer_seq = 0; // the answer's first byte
  std::uint32_t answer_leg = 0; // where the answer was seen first
};

} // namespace imds::sniffer
