// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

// Numbered messages on a pipe: index and length (4 bytes each), then bytes.
namespace imds::analyzer {

struct Frame {
  std::uint32_t index = 0;
  std::vector<std::uint8_t> bytes;
};

/// Writes all of it; false where the reader is gone.
bool write_all(int fd, std::span<const std::uint8_t> bytes);
bool write_frame(int fd, const Frame& frame);

/// nullopt at the end of the stream, also at a torn or oversized frame.
std::optional<Frame> read_frame(int fd);

/// The bytes of the last whole frame among `bytes`; empty if there is none.
std::vector<std::uint8_t> last_frame(std::span<const std::uint8_t> bytes);

/// Everything until the end of the stream.
std::vector<std::uint8_t> read_to_end(int fd);

} // namespace imds::analyzer
