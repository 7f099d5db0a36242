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
  const auto is_open = [&] {
    const auto now = diag.find(connection);
    return now && now->inode == socket->inode;
  };
  const auto pid = socket->inode != 0
                       ? holders_.holder_of(socket->inode, is_open)
                       : std::nullopt;
  const bool named = pid && processes_.fill(*pid, /*not_after_ns=*/0, caller);
  caller.confidence = named ? Confidence::high : Confidence::low;
  caller.netns = connection.netns;
  // The process may be gone, or go while it is read. What its socket knows
  // outlives it, and a unit or a container is often all that its owner needs.
  if (!caller.uid && socket->inode != 0)
    processes_.set_uid(socket->uid, caller);
  if (caller.cgroup)
    return caller;
  if (auto path = cgroups_.path_of(socket->cgroup_id))
    processes_.set_cgroup(std::move(*path), caller);
  return caller;
}

} // namespace imds::sniffer
