// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/socket_owner.h"

namespace imds::sniffer {

std::optional<Caller> SocketOwner::find(SocketDiag& diag,
                                        const Connection& connection) {
  const auto socket = diag.find(connection);
  if (!socket)
    return std::nullopt;
  Caller caller;
  caller.attribution = Attribution::diag;
  const auto pid =
      socket->inode != 0 ? holders_.holder_of(socket->inode) : std::nullopt;
  if (pid && processes_.fill(*pid, /*not_after_ns=*/0, caller)) {
    caller.confidence = Confidence::high;
    caller.netns = connection.netns;
    return caller;
  }
  // The process is gone. Its cgroup outlives it, and a unit or a container is
  // often all that its owner needs.
  caller.confidence = Confidence::low;
  caller.netns = connection.netns;
  if (socket->inode != 0)
    processes_.set_uid(socket->uid, caller);
  if (auto path = cgroups_.path_of(socket->cgroup_id))
    ProcessReader::set_cgroup(std::move(*path), caller);
  return caller;
}

} // namespace imds::sniffer
