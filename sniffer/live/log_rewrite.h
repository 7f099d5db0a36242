// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/compact.h"
#include "sniffer/live/descriptor.h"

#include <cstdint>
#include <memory>
#include <string>

namespace imds::sniffer {

/// Compacts an evidence log into another file, a slice at a time, so that
/// packets do not wait for it.
class LogRewrite {
public:
  /// Reads the first `size` bytes of `log`, which stays open elsewhere.
  LogRewrite(int log, std::uint64_t size, Descriptor part, std::int64_t now_ns);

  /// One slice; true once all is in the part and safe on the disk.
  bool step();
  /// The part could not be written; the log stays as it is.
  bool failed() const { return failed_; }

  /// Appends what the log got since, up to `size`, and gives the part up to
  /// whoever puts it in the log's place. False where that failed.
  bool catch_up(std::uint64_t size);
  Descriptor take_part() { return std::move(part_); }
  std::uint64_t written() const { return written_; }

private:
  bool read_slice();
  void put(std::string_view line);
  bool write_out();

  int log_;
  std::uint64_t size_;
  std::uint64_t offset_ = 0;
  Descriptor part_;
  std::string line_;
  std::string out_;
  std::uint64_t written_ = 0;
  bool failed_ = false;
  std::unique_ptr<Compactor> compactor_;
};

} // namespace imds::sniffer
