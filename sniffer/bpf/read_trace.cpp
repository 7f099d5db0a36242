// SPDX-License-Identifier: Apache-2.0
#include "sniffer/bpf/tracer.h"

#include "sniffer/bpf/events.h"

#include <algorithm>
#include <cstring>

namespace imds::sniffer {
namespace {

template <class T> std::optional<T> as(std::span<const std::uint8_t> record) {
  if (record.size() < sizeof(T))
    return std::nullopt;
  T value;
  std::memcpy(&value, record.data(), sizeof value);
  return value;
}

std::string text(const char (&comm)[IMDS_COMM]) {
  return std::string(comm, ::strnlen(comm, sizeof comm));
}

Endpoint endpoint(const imds_endpoint& from) {
  Endpoint to;
  std::ranges::copy(from.address, to.address.bytes.begin());
  to.port = static_cast<std::uint16_t>(from.port);
  return to;
}

Connecting connecting(const imds_connect& from) {
  Connecting to;
  to.cookie = from.cookie;
  to.pid = from.pid;
  to.uid = from.uid;
  to.comm = text(from.comm);
  to.boot_ns = static_cast<std::int64_t>(from.boot_ns);
  to.cgroup_id = from.cgroup_id;
  return to;
}

void add_more(const imds_connect_more& from, Connecting& to) {
  to.comm = text(from.leader_comm);
  if (from.netns != 0)
    to.netns = from.netns;
  to.start_boot_ns = static_cast<std::int64_t>(from.start_boot_ns);
  for (const imds_parent& parent : from.parents) {
    // The chain ends at init, whose parent is the idle task, pid 0.
    if (parent.pid == 0)
      break;
    to.parents.push_back({parent.pid, text(parent.comm)});
  }
  const auto size = std::min<std::size_t>(from.argv_size, IMDS_ARGV);
  if (size != 0)
    to.cmdline = std::string(from.argv, size);
}

} // namespace

std::optional<TraceEvent> read_trace(std::span<const std::uint8_t> record) {
  const auto kind = as<std::uint32_t>(record);
  if (kind == IMDS_SYN) {
    const auto syn = as<imds_syn>(record);
    if (!syn)
      return std::nullopt;
    return SynSent{syn->cookie, endpoint(syn->client), endpoint(syn->endpoint),
                   syn->sequence};
  }
  const auto base = as<imds_connect>(record);
  if (kind != IMDS_CONNECT || !base)
    return std::nullopt;
  Connecting event = connecting(*base);
  if (const auto more = as<imds_connect_more>(record))
    add_more(*more, event);
  return event;
}

} // namespace imds::sniffer
