// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/caller.h"
#include "sniffer/live/descriptor.h"
#include "sniffer/packet.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace imds::sniffer {

/// Packets with their processes in a pcapng file. Payload is blanked.
class PcapngLog {
public:
  explicit PcapngLog(Descriptor file);

  /// `packet` begins with its IP header; `caller` may be null.
  void write(const Packet& packet, const Caller* caller);
  /// Writes out what is buffered.
  void flush();
  /// False once something could not be written; nothing is written then.
  bool ok() const { return ok_; }

private:
  using Place = std::pair<std::uint64_t, std::uint32_t>; // netns, interface
  std::uint32_t interface_of(const Packet& packet);
  void describe(const Caller& caller);

  Descriptor file_;
  std::string out_;
  std::map<Place, std::uint32_t> interfaces_;
  std::map<std::int64_t, std::int64_t> described_; // pid -> start
  bool ok_ = true;
};

} // namespace imds::sniffer
