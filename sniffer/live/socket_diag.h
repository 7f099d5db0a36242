// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/owners.h"

#include <cstdint>
#include <optional>
#include <span>

namespace imds::sniffer {

/// What the kernel knows about a connected TCP socket.
struct SocketFacts {
  std::uint64_t inode = 0;     // 0: no process holds it any more
  std::int64_t uid = 0;        // means nothing where the inode is 0
  std::uint64_t cgroup_id = 0; // 0 where the kernel does not say (before 5.8)
};

/// INET_DIAG (kernel 3.3) in the network namespace where it was opened.
class SocketDiag {
public:
  /// Opens in the calling thread's network namespace.
  static Result<SocketDiag> open();
  SocketDiag(SocketDiag&& other) noexcept;
  SocketDiag& operator=(SocketDiag&& other) noexcept;
  ~SocketDiag();

  /// The one socket of `connection` (its namespace is not looked at).
  std::optional<SocketFacts> find(const Connection& connection);

private:
  explicit SocketDiag(int netlink) : netlink_(netlink) {}
  int netlink_ = -1;
  std::uint32_t sequence_ = 0;
};

/// Reads an answer; pure, for tests and fuzzing. nullopt where it is an error,
/// or about a listening socket, which the kernel offers where no connected one
/// fits.
std::optional<SocketFacts>
read_diag_answer(std::span<const std::uint8_t> bytes);

} // namespace imds::sniffer
