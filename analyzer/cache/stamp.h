// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

namespace imds::analyzer {

/// What tells one state of a file from the next without reading it. All zero
/// where there is no file.
struct Stamp {
  std::uint64_t bytes = 0;
  std::uint64_t inode = 0;
  std::int64_t modified = 0; // ns since 1970; programs may set it
  std::int64_t changed = 0;  // ns since 1970; only the kernel sets it

  bool operator==(const Stamp&) const = default;
};

/// Of what `path` leads to, links followed.
Stamp stamp_of(const std::string& path);

/// Now, on the clock that stamps are of.
std::int64_t stamp_clock();

/// Whether the file was left alone since before `moment`, so that two readings
/// after it saw the same, and a change after them shows in the stamp.
bool is_settled(const Stamp& stamp, std::int64_t moment);

} // namespace imds::analyzer
