// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/facts.h"
#include "sniffer/address.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace imds::sniffer {

/// A process that called connect() on an endpoint, as the kernel saw it.
struct Connecting {
  std::uint64_t cookie = 0; // of the socket, unique on the host
  std::int64_t pid = 0;
  std::int64_t uid = 0;
  std::string comm;
  std::int64_t boot_ns = 0; // when, since boot
  std::uint64_t cgroup_id = 0;
  // What needs BTF:
  std::optional<std::uint64_t> netns;
  std::optional<std::int64_t> start_boot_ns;
  std::vector<Parent> parents;
  std::optional<std::string> cmdline; // as in /proc/PID/cmdline
};

/// A SYN that left.
struct SynSent {
  std::uint64_t cookie = 0;
  Endpoint client;
  Endpoint endpoint;
  std::uint32_t sequence = 0;
};

using TraceEvent = std::variant<Connecting, SynSent>;

/// Reads one record of the ring; nullopt where it is none of ours.
std::optional<TraceEvent> read_trace(std::span<const std::uint8_t> record);

/// The eBPF programs of connect.bpf.c, loaded and attached to all processes
/// until this object goes.
class Tracer {
public:
  struct Options {
    std::vector<Endpoint> endpoints;
    int cgroup_root = -1; // a folder of the cgroup2 hierarchy
    bool with_btf = true; // the programs that also read kernel structures
  };
  /// The error says which program or map the kernel refused.
  static Result<Tracer> start(const Options& options);
  Tracer(Tracer&&) noexcept;
  Tracer& operator=(Tracer&&) noexcept;
  ~Tracer();

  /// What to poll.
  int descriptor() const;
  void read(const std::function<void(TraceEvent&&)>& sink);
  /// Events that found no room, since the last call.
  std::uint64_t take_lost();

private:
  struct State;
  explicit Tracer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

} // namespace imds::sniffer
