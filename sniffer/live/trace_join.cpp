// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/trace_join.h"

#include "sniffer/live/argv_mask.h"
#include "sniffer/live/proc_text.h"

namespace imds::sniffer {

// What the kernel program told of a caller that is gone, or a zombie: that one
// still has a name in /proc, but no file, arguments, cgroup or namespace.
void TraceJoin::fill_in(const Connecting& event, Caller& caller) {
  caller.pid = event.pid;
  if (!caller.comm)
    caller.comm = event.comm;
  if (!caller.uid)
    processes_.set_uid(event.uid, caller);
  if (caller.parents.empty())
    caller.parents = event.parents;
  if (auto path = cgroups_.path_of(event.cgroup_id))
    processes_.set_cgroup(std::move(*path), caller);
  if (!caller.start_time_ns && event.start_boot_ns)
    caller.start_time_ns = processes_.boot_ns() + *event.start_boot_ns;
  if (keep_.argv && event.cmdline)
    caller.argv = mask_secrets(read_cmdline(*event.cmdline));
  if (!caller.netns)
    caller.netns = event.netns;
}

// /proc tells most, and the process is mostly there: it waits for its SYN to
// be answered.
Caller TraceJoin::caller_of(const Connecting& event) {
  Caller caller;
  const bool there = processes_.fill(event.pid, event.boot_ns, caller);
  // It may also end while it is read, and then has an exe and nothing more.
  if (!there || !caller.exe || !caller.cgroup || !caller.netns)
    fill_in(event, caller);
  caller.attribution = Attribution::ebpf;
  caller.confidence = Confidence::high;
  return caller;
}

void TraceJoin::remember(std::uint64_t cookie, Caller caller) {
  constexpr std::size_t kMost = 4096;
  if (by_cookie_.insert_or_assign(cookie, std::move(caller)).second)
    order_.push_back(cookie);
  if (order_.size() > kMost) {
    by_cookie_.erase(order_.front());
    order_.pop_front();
  }
}

std::optional<std::pair<SynKey, Caller>> TraceJoin::take(TraceEvent&& event) {
  if (const auto* connecting = std::get_if<Connecting>(&event)) {
    remember(connecting->cookie, caller_of(*connecting));
    return std::nullopt;
  }
  const auto& syn = std::get<SynSent>(event);
  const auto caller = by_cookie_.find(syn.cookie);
  if (caller == by_cookie_.end())
    return std::nullopt;
  return std::pair(SynKey{syn.endpoint, syn.sequence}, caller->second);
}

} // namespace imds::sniffer
