// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/link.h"
#include "sniffer/live/process.h"
#include "sniffer/live/replaced_file.h"
#include "sniffer/live/rooms.h"
#include "sniffer/owners.h"

#include <vector>

namespace imds::sniffer {

/// How callers are found; `automatic` takes the first that works.
enum class Backend { automatic, ebpf, ebpf_no_btf, diag };

struct KeeperOptions {
  Backend backend = Backend::automatic;
  std::vector<Endpoint> endpoints;
  Rooms::Options rooms;
  ProcessReader::Options keep;
  ReplacedFiles files;
};

/// The privileged half of the survey; see keeper.cpp.
class Keeper {
public:
  Keeper(Link link, KeeperOptions options);
  ~Keeper();

  /// Opens the first namespaces; what is missing is said here.
  Result<void> open();

  /// Serves until the other half is gone.
  void run();

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace imds::sniffer
