// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/live/descriptor.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace imds::sniffer {

/// An evidence file that grows while the survey runs. A line is in the file
/// whole or not at all, whatever stops the program.
class EvidenceLog {
public:
  /// Goes on with what `file` (open for reading and writing, appending) holds:
  /// a torn last line is cut off, the survey of the last fact is continued.
  static Result<EvidenceLog> resume(Descriptor file);

  /// Appends the whole lines of an interval and waits until they are on the
  /// disk. After an error (disk full) the file is as it was, and the text is
  /// kept for the next time, up to a bound.
  Result<void> append(std::string_view lines);

  /// Goes on in another file of `size` bytes that took this one's place.
  void move_to(Descriptor file, std::uint64_t size);
  /// While held, what is appended waits in memory.
  void hold(bool held) { held_ = held; }

  /// The survey to go on with, empty in a new file, and its next number.
  const std::string& survey() const { return survey_; }
  std::uint64_t next_seq() const { return next_seq_; }
  std::uint64_t size() const { return size_; }
  /// Rows that were given up because the disk stayed full.
  std::uint64_t lost_lines() const { return lost_lines_; }
  /// The end of the last interval before this run; empty in a new file.
  const std::string& previous_end() const { return previous_end_; }
  int descriptor() const { return file_.get(); }

private:
  explicit EvidenceLog(Descriptor file) : file_(std::move(file)) {}
  Result<void> check_start() const;
  Result<void> read_back();
  Result<void> write_pending();

  Descriptor file_;
  std::uint64_t size_ = 0;
  std::string survey_;
  std::string previous_end_;
  std::uint64_t next_seq_ = 0;
  std::string pending_;
  bool held_ = false;
  std::uint64_t lost_lines_ = 0;
};

} // namespace imds::sniffer
