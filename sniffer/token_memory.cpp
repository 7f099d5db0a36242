// SPDX-License-Identifier: Apache-2.0
//
// A caller that falls back to IMDSv1 after a failed token PUT needs another
// mend than one that never asks for a token. Who is "a caller"? A shell script
// runs one curl for the PUT and another for the GET, `TOKEN=$(curl ... | tr)`
// puts a subshell between them, and a service may fork. So a PUT is remembered
// for its process, its parent and grandparent, its systemd service and its
// container; init is nobody's parent here. A number of a process is used again,
// on a busy host within hours, so it stands for itself for one hour only. A
// process that lives longer is known by its number and its start.
//
// Without processes (a capture file) the address and the User-Agent have to do.
// Some clients send none with the PUT and one with the GET (the AWS SDK for
// JavaScript 2): such a PUT explains what the same address asks for within a
// minute, whatever it calls itself.
//
// Tested by token_memory_test.cpp.
#include "sniffer/token_memory.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

constexpr std::size_t kAncestors = 2;
constexpr std::int64_t kNamelessNs = 60'000'000'000;
constexpr std::int64_t kPidNs = 60 * kNamelessNs;
const std::string kNameless = "nameless ";
const std::string kPid = "pid ";

std::vector<std::string> process_keys(const Caller& caller) {
  std::vector<std::string> keys;
  if (caller.container)
    keys.push_back("container " + *caller.container);
  if (caller.unit && caller.unit->ends_with(".service"))
    keys.push_back("unit " + *caller.unit);
  if (caller.pid && caller.start_time_ns)
    keys.push_back("process " + std::to_string(*caller.pid) + " " +
                   std::to_string(*caller.start_time_ns));
  if (caller.pid)
    keys.push_back(kPid + std::to_string(*caller.pid));
  for (std::size_t i = 0; i < caller.parents.size() && i < kAncestors; ++i)
    if (caller.parents[i].pid > 1)
      keys.push_back(kPid + std::to_string(caller.parents[i].pid));
  return keys;
}

/// How long a PUT explains what is asked under this key.
std::int64_t lasts(const std::string& key, bool only_key) {
  if (key.starts_with(kPid))
    return kPidNs;
  return key.starts_with(kNameless) && !only_key ? kNamelessNs : INT64_MAX;
}

} // namespace

std::vector<std::string> put_keys(const MemorySubject& subject) {
  if (subject.caller != nullptr)
    return process_keys(*subject.caller);
  const std::string who =
      std::to_string(subject.netns) + " " + subject.peer + " ";
  if (!subject.user_agent)
    return {kNameless + who};
  return {"agent " + who + *subject.user_agent};
}

std::vector<std::string> get_keys(const MemorySubject& subject) {
  std::vector<std::string> keys = put_keys(subject);
  if (subject.caller != nullptr || !subject.user_agent)
    return keys;
  MemorySubject nameless = subject;
  nameless.user_agent.reset();
  keys.push_back(put_keys(nameless).front());
  return keys;
}

bool share_a_key(const std::vector<std::string>& a,
                 const std::vector<std::string>& b) {
  return std::ranges::any_of(a, [&](const std::string& key) {
    return std::ranges::find(b, key) != b.end();
  });
}

void TokenMemory::remember(const std::vector<std::string>& keys,
                           std::int64_t time_ns,
                           const std::optional<std::string>& cause) {
  make_room();
  for (const std::string& key : keys) {
    Entry& entry = entries_[key];
    if (time_ns >= entry.time_ns)
      entry = {time_ns, cause};
  }
}

std::optional<std::string>
TokenMemory::failure(const std::vector<std::string>& keys,
                     std::int64_t time_ns) const {
  const Entry* latest = nullptr;
  for (const std::string& key : keys) {
    const auto found = entries_.find(key);
    if (found == entries_.end() || found->second.time_ns > time_ns)
      continue;
    if (time_ns - found->second.time_ns > lasts(key, keys.size() == 1))
      continue;
    if (latest == nullptr || found->second.time_ns > latest->time_ns)
      latest = &found->second;
  }
  return latest == nullptr ? std::nullopt : latest->cause;
}

void TokenMemory::make_room() {
  if (entries_.size() < kMaxEntries)
    return;
  std::vector<std::int64_t> times;
  for (const auto& [key, entry] : entries_)
    times.push_back(entry.time_ns);
  const auto middle = times.begin() + kMaxEntries / 2;
  std::nth_element(times.begin(), middle, times.end());
  const std::int64_t cut = *middle;
  std::erase_if(entries_,
                [&](const auto& item) { return item.second.time_ns <= cut; });
}

} // namespace imds::sniffer
