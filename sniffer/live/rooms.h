// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/namespaces.h"
#include "sniffer/live/nat_table.h"
#include "sniffer/live/packet_socket.h"
#include "sniffer/live/socket_diag.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// A network namespace that the keeper has its sockets in.
struct Room {
  std::uint64_t inode = 0;
  SocketDiag diag;
  std::optional<NatTable> nat;      // none where no packet is rewritten
  std::optional<PacketSocket> syns; // where callers are looked up at the SYN
};

/// The network namespaces of this host, as they come and go. A socket keeps
/// its namespace alive, so a room is given up when its last process has left.
class Rooms {
public:
  struct Options {
    std::vector<std::string> interfaces; // of the home; empty: all
    bool others = true;                  // also namespaces other than home
    FilterProgram capture;
    FilterProgram syns; // empty: no socket for SYNs
  };
  struct Changes {
    std::function<void(std::uint64_t netns, int capture)> opened;
    std::function<void(const Room&)> entered;
    std::function<void(std::uint64_t netns)> closed;
  };
  Rooms(NamespaceVisitor visitor, Options options, Changes changes)
      : visitor_(std::move(visitor)), options_(std::move(options)),
        changes_(std::move(changes)) {}

  /// Opens the namespace that this process belongs to; failing here is an
  /// error, elsewhere it is a note.
  Result<void> open_home();

  /// Looks who came and went.
  void refresh();

  std::map<std::uint64_t, Room>& all() { return rooms_; }
  /// What could not be opened, one sentence each, since the last call.
  std::vector<std::string> take_troubles();

private:
  Result<void> open_here(std::uint64_t inode, bool home);
  void note_failure(std::uint64_t inode, const Result<void>& opened);
  void leave_empty(const std::map<std::uint64_t, std::int64_t>& alive);

  NamespaceVisitor visitor_;
  Options options_;
  Changes changes_;
  std::map<std::uint64_t, Room> rooms_;
  std::map<std::uint64_t, int> unseen_;  // how often it had no process
  std::map<std::uint64_t, bool> failed_; // not tried again
  std::vector<std::string> troubles_;
};

} // namespace imds::sniffer
