// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bpf/tracer.h"
#include "sniffer/live/cgroup_tree.h"
#include "sniffer/live/process.h"
#include "sniffer/live/syn.h"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <utility>

namespace imds::sniffer {

/// Joins what the kernel programs tell: the process that connects a socket,
/// and the SYN that the socket sends.
class TraceJoin {
public:
  TraceJoin(ProcessReader& processes, ProcessReader::Options keep)
      : processes_(processes), keep_(keep) {}

  /// A SYN with its caller, once both are known.
  std::optional<std::pair<SynKey, Caller>> take(TraceEvent&& event);

private:
  Caller caller_of(const Connecting& event);
  void fill_in(const Connecting& event, Caller& caller);
  void remember(std::uint64_t cookie, Caller caller);

  ProcessReader& processes_;
  ProcessReader::Options keep_;
  CgroupTree cgroups_;
  std::map<std::uint64_t, Caller> by_cookie_;
  std::deque<std::uint64_t> order_;
};

} // namespace imds::sniffer
