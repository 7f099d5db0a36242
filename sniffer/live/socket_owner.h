// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/cgroup_tree.h"
#include "sniffer/live/process.h"
#include "sniffer/live/socket_diag.h"
#include "sniffer/live/socket_holder.h"

namespace imds::sniffer {

/// From a connection to its caller by way of its socket: the fallback where
/// eBPF is not to be had, and for sockets that are older than the survey.
class SocketOwner {
public:
  explicit SocketOwner(ProcessReader& processes) : processes_(processes) {}

  void watch(ExecEvents execs) { holders_.watch(std::move(execs)); }

  /// Asks `diag`, in whose namespace `connection` is. nullopt where there is
  /// no such socket. A caller without a pid has a cgroup at most.
  std::optional<Caller> find(SocketDiag& diag, const Connection& connection);

private:
  ProcessReader& processes_;
  SocketHolders holders_;
  CgroupTree cgroups_;
};

} // namespace imds::sniffer
