// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/line_reader.h"
#include "reports/merge.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace imds::report {

/// Takes the facts of one file; those that are none become one Trouble a kind
/// at its end.
class FactLines {
public:
  FactLines(std::string path, Merge& merge);
  ~FactLines();

  /// `line` has LineReader::kPadding bytes behind it that may be read. `ended`:
  /// by a newline.
  void take(std::string_view line, std::uint64_t number, bool ended = true);
  /// One that is too long to be read.
  void pass_over(std::uint64_t number);
  /// Whether any was a fact.
  bool used() const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Reads evidence line by line into `merge`; lines that are none are counted
/// and become one Trouble a kind. False where no line was a fact.
bool read_evidence(const std::string& path, LineReader& reader, Merge& merge);

} // namespace imds::report
