// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/live/descriptor.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace imds::sniffer {

/// What the keeper tells the surveyor, and what it is asked. The first number
/// of each message.
enum class Message : std::uint64_t {
  namespace_opened, // netns; with a packet socket
  namespace_closed, // netns
  syn_owner,        // endpoint, sequence number, caller
  answer,           // id, caller
  note,             // text for people
  not_seen,         // the same, about what the survey misses
  ready,            // the first namespaces are open; method, 1 if before
                    // this host had an address
  ask,              // id, connection (to the keeper)
  open_part,        // index of a file (to the keeper)
  part_opened,      // index; with the file
  commit_part,      // index (to the keeper)
  part_committed,   // index, 1 or 0
};

struct Received {
  std::string bytes;
  Descriptor descriptor; // where one came along
};

/// One end of a socket pair between two processes; keeps message boundaries
/// and never blocks.
class Link {
public:
  static Result<std::pair<Link, Link>> create();

  int descriptor() const { return socket_.get(); }
  /// False where the other end is gone or does not keep up.
  bool send(std::string_view bytes, int descriptor = -1);
  /// The next message, or nullopt where none waits.
  std::optional<Received> receive();
  /// True once the other end is gone.
  bool closed() const { return closed_; }

private:
  explicit Link(Descriptor socket) : socket_(std::move(socket)) {}

  Descriptor socket_;
  bool closed_ = false;
};

} // namespace imds::sniffer
