// SPDX-License-Identifier: Apache-2.0
#include "sniffer/caller.h"

namespace imds::sniffer {

const char* name_of(Attribution attribution) {
  constexpr const char* names[] = {"none", "pcapng", "diag", "ebpf"};
  return names[static_cast<int>(attribution)];
}

const char* name_of(Confidence confidence) {
  constexpr const char* names[] = {"none", "low", "medium", "high"};
  return names[static_cast<int>(confidence)];
}

} // namespace imds::sniffer
