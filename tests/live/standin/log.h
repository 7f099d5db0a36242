// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "live/standin/answer.h"

#include <sys/socket.h>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace imds::standin {

/// What one line of the server's log is made of.
struct Entry {
  std::uint64_t number;     // of this request, over the whole run
  std::uint64_t connection; // its connection
  std::uint64_t nth;        // request on that connection, from 1
  const std::string& peer;
  const std::string& endpoint;
  int hop_limit; // 0: this answer is not limited
  const Request& request;
  const Answer& answer;
};

/// One line of JSON. Never a token's value, never a body.
void write_request(std::FILE* log, const Entry& entry);
/// Says which settings are in force from here on, or why they are not.
void write_settings(std::FILE* log, const Settings& settings,
                    const std::string& trouble);

/// "10.0.0.5:40001", "[fd00:1::5]:40001".
std::string describe_peer(const sockaddr_storage& address);

} // namespace imds::standin
