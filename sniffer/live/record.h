// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/evidence_log.h"
#include "sniffer/live/log_rewrite.h"

#include <functional>
#include <optional>

namespace imds::sniffer {

/// The evidence log and its compaction. It may not create files; it asks for
/// a part, fills it, and asks for it to be put in the log's place.
class Record {
public:
  struct Requests {
    std::function<void()> open_part;
    std::function<void()> commit_part;
  };
  Record(EvidenceLog log, Requests requests)
      : log_(std::move(log)), requests_(std::move(requests)) {}

  Result<void> append(std::string_view lines) { return log_.append(lines); }
  const EvidenceLog& log() const { return log_; }

  void part_opened(Descriptor part, std::int64_t now_ns);
  void part_committed(bool done);

  /// A slice of the work at hand; true where there is more to do at once.
  bool work();

private:
  void abandon();

  EvidenceLog log_;
  Requests requests_;
  std::optional<LogRewrite> rewrite_;
  bool asked_ = false;
  bool committing_ = false;
  std::uint64_t base_ = 0; // size after the last compaction
};

} // namespace imds::sniffer
