// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/live/descriptor.h"
#include "sniffer/packet.h"
#include "sniffer/pcap.h"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace imds::sniffer {

struct PacketSocketOptions {
  std::string interface;       // empty: all of the namespace
  FilterProgram filter;        // for LinkType::raw
  int buffer_bytes = 64 << 20; // memory only while packets wait
};

/// A packet socket in the calling thread's network namespace; needs
/// CAP_NET_RAW there. It starts with the filter in place.
Result<Descriptor> open_packet_socket(const PacketSocketOptions& options);

/// Reads such a socket, which may have been opened by another process.
class PacketSocket {
public:
  PacketSocket(Descriptor socket, std::uint64_t netns);

  int descriptor() const { return socket_.get(); }
  std::uint64_t netns() const { return netns_; }

  /// Hands waiting packets to `sink`, at most `most` and about a megabyte.
  /// True where none is left. An interface that goes down is no error.
  bool read(int most, const std::function<void(const Packet&)>& sink);

  /// Packets that the kernel had no room for, since the last call.
  std::uint64_t take_drops();

private:
  Descriptor socket_;
  std::uint64_t netns_ = 0;
};

} // namespace imds::sniffer
