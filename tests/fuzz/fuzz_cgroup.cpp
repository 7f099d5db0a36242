// SPDX-License-Identifier: Apache-2.0
//
// Cgroup paths. Who may make a cgroup names it as he likes, so any bytes are a
// path: what is read from one is never empty, and a unit is a part of it.
#include "sniffer/live/cgroup_path.h"

#include <algorithm>
#include <cstdlib>

namespace {

using namespace imds::sniffer;

void require(bool holds) {
  if (!holds)
    std::abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data,
                                      std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const std::string& path : {std::string(text), pick_cgroup(text)}) {
    const CgroupOwner owner = read_cgroup_path(path);
    require(!owner.unit || path.find(*owner.unit) != path.npos);
    for (const auto* part : {&owner.unit, &owner.container, &owner.pod})
      require(!*part || !(*part)->empty());
    require(!owner.runtime || owner.container);
  }
  require(text.find(pick_cgroup(text)) != text.npos);
  return 0;
}
