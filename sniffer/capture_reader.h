// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/capture_input.h"
#include "sniffer/packet.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace imds::sniffer {

/// What a capture file itself says went wrong, and what reading it met.
struct CaptureTrouble {
  std::string broken;            // why reading ended early; empty: it did not
  std::uint64_t unsupported = 0; // packets of a link type we cannot read
  std::uint32_t link_number = 0; // the first such
  std::uint64_t dropped = 0;     // by the capture, as pcapng counts it
  std::uint64_t unreadable = 0;  // packets that contradict their own block
  std::uint64_t untimed = 0;     // packets that do not say when they were seen
};

/// The packets of one capture, whatever its format.
class CaptureFormat {
public:
  virtual ~CaptureFormat() = default;
  /// False at the end, and where the rest cannot be read. A packet without a
  /// time of its own keeps that of the one before it.
  virtual bool next(Packet& packet) = 0;

  /// How many recordings were put behind each other, up to the last packet.
  std::size_t sections() const { return sections_; }
  const CaptureTrouble& trouble() const { return trouble_; }
  const std::vector<std::string>& interfaces() const { return interfaces_; }

protected:
  explicit CaptureFormat(CaptureInput input) : input_(std::move(input)) {}

  CaptureInput input_;
  CaptureTrouble trouble_;
  std::vector<std::string> interfaces_;
  std::size_t sections_ = 0;
};

/// Tells pcap from pcapng by the first bytes. Fails where it is neither, with
/// a hint for what it is instead.
Result<std::unique_ptr<CaptureFormat>> read_capture(CaptureInput input,
                                                    const std::string& path);

} // namespace imds::sniffer
