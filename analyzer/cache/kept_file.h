// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

// Files of the cache: FOLDER/KIND/NAME, where the name is a digest of what the
// content answers. Losing one costs time and nothing else.
namespace imds::analyzer {

/// What was kept. A file that is torn, or was not written by this user, gives
/// nothing; a torn one is removed.
std::optional<std::vector<std::uint8_t>> read_kept(const std::string& path);

/// Replaces the file at once; that it fails is no trouble.
void write_kept(const std::string& path,
                const std::vector<std::uint8_t>& bytes);

/// Removes what was not used for longest until the folder holds at most
/// `most` bytes. Touches nothing that write_kept() did not write.
void bound_kept(const std::string& folder, std::uint64_t most = 1u << 30);

} // namespace imds::analyzer
