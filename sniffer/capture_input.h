// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/bytes.h"
#include "sniffer/secret_bytes.h"

#include <cstddef>
#include <cstdint>
#include <string>

namespace imds::sniffer {

/// A file or stdin ("-"), read in large steps into one buffer that grows to
/// the largest record. A capture holds tokens: the buffer is overwritten at
/// the end.
class CaptureInput {
public:
  static constexpr std::size_t kStep = 1u << 18;
  /// No record of a capture is longer; a longer one is a broken length.
  static constexpr std::size_t kMaxRecord = 16u << 20;

  static Result<CaptureInput> open(const std::string& path);
  /// Bytes in memory, for tests and fuzzing; they must outlive the input.
  explicit CaptureInput(Bytes memory);
  CaptureInput(CaptureInput&& other) noexcept;
  CaptureInput& operator=(CaptureInput&& other) noexcept;
  ~CaptureInput();

  /// The next `n` bytes, fewer only at the end. Valid until the next call.
  Bytes peek(std::size_t n);
  void skip(std::size_t n);
  /// When the file was written last, since 1970; 0 for memory.
  std::int64_t written_ns() const { return written_ns_; }
  /// Why reading stopped, if not by the end of the file.
  const std::string& read_error() const { return read_error_; }

private:
  CaptureInput() = default;
  void fill(std::size_t n);

  int fd_ = -1;
  bool at_end_ = false;
  Bytes memory_; // of the constructor; empty for a file
  SecretBytes buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::int64_t written_ns_ = 0;
  std::string read_error_;
};

} // namespace imds::sniffer
