// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// Where the knowledge about a caller comes from.
enum class Attribution : std::uint8_t { none, pcapng, diag, ebpf };
enum class Confidence : std::uint8_t { none, low, medium, high };

/// The program behind a request, as far as it is known: the keys of a
/// `sighting`. Unknown is nullopt. Secrets in argv are masked by whoever fills
/// it in; the engine copies it as it stands.
struct Caller {
  std::optional<std::int64_t> pid;           // in the initial pid namespace
  std::optional<std::int64_t> start_time_ns; // since 1970
  std::optional<std::string> comm;
  std::optional<std::string> exe;
  std::optional<std::vector<std::string>> argv;
  std::optional<std::int64_t> uid;
  std::optional<std::string> user;
  std::vector<Parent> parents; // nearest first
  std::optional<std::string> cgroup;
  std::optional<std::string> unit;
  std::optional<std::string> container;
  std::optional<std::string> image; // of the container, with tag or digest
  std::optional<std::string> runtime;
  std::optional<std::string> pod;
  std::optional<std::uint64_t> netns;
  Attribution attribution = Attribution::none;
  Confidence confidence = Confidence::none;
};

const char* name_of(Attribution attribution);
const char* name_of(Confidence confidence);

} // namespace imds::sniffer
