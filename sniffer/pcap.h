// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "sniffer/packet.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

// libpcap, for the interfaces of this host. pcap.cpp is the only file that
// includes its header.
namespace imds::sniffer {

/// One instruction of a compiled filter: struct sock_filter, bit for bit.
struct FilterStep {
  std::uint16_t code;
  std::uint8_t jump_true;
  std::uint8_t jump_false;
  std::uint32_t operand;
};
using FilterProgram = std::vector<FilterStep>;

/// Compiles `filter` for packets of `link`, for pcap and SO_ATTACH_FILTER.
Result<FilterProgram> compile_filter(const std::string& filter, LinkType link,
                                     int snap_length);

/// Whether the program lets `bytes` pass.
bool passes(const FilterProgram& program, std::span<const std::uint8_t> bytes,
            std::uint32_t original_length);

struct PcapCounts {
  std::uint64_t received = 0;
  std::uint64_t dropped = 0; // by the kernel or the interface
};

/// An interface in the calling thread's network namespace, or "any".
class PcapLive {
public:
  struct Options {
    std::string interface = "any";
    std::string filter;
    int snap_length = 262144; // a GRO packet is larger than the MTU
    int buffer_bytes = 4 << 20;
  };
  /// Immediate delivery, not promiscuous, non-blocking.
  static Result<PcapLive> open(const Options& options);
  PcapLive(PcapLive&&) noexcept;
  PcapLive& operator=(PcapLive&&) noexcept;
  ~PcapLive();

  /// What to poll; readable when packets wait.
  int descriptor() const;
  LinkType link() const;
  /// Hands every waiting packet to `sink`, at most `most`; returns how many.
  Result<int> read(int most, const std::function<void(const Packet&)>& sink);
  PcapCounts counts() const;

private:
  struct Handle;
  explicit PcapLive(std::unique_ptr<Handle> handle);
  std::unique_ptr<Handle> handle_;
};

} // namespace imds::sniffer
