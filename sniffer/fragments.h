// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/ip.h"

#include <cstddef>
#include <cstdint>
#include <list>
#include <optional>
#include <vector>

namespace imds::sniffer {

/// Puts fragments of IP packets together. Where two say different bytes for
/// one place, the first stays. Bounded in packets and bytes; the oldest goes
/// first and is counted as lost.
class Fragments {
public:
  static constexpr std::size_t kMaxPackets = 64;
  static constexpr std::int64_t kPatienceNs = 30'000'000'000; // as Linux

  /// Returns the whole packet when `fragment` was its last missing piece. The
  /// payload is valid until the next call. A packet that passes two namespaces
  /// is put together in each.
  std::optional<IpPacket> add(const IpPacket& fragment, std::uint64_t netns,
                              std::int64_t time_ns);

  /// Packets given up since the last call.
  std::uint64_t take_lost();
  bool empty() const { return packets_.empty(); }
  void give_up_all();

private:
  struct Partial {
    IpPacket head; // addresses, id; payload unused
    std::uint64_t netns = 0;
    std::int64_t first_ns = 0;
    std::vector<std::uint8_t> bytes;
    std::vector<bool> filled;
    std::uint32_t count = 0; // filled bytes
    std::uint32_t total = 0; // 0 until the last fragment was seen
    std::uint32_t pieces = 0;
  };
  using Place = std::list<Partial>::iterator;

  Place find_or_open(const IpPacket& fragment, std::uint64_t netns,
                     std::int64_t time_ns);
  bool keep(Partial& partial, const IpPacket& fragment);
  bool is_of_whole(const IpPacket& fragment, std::uint64_t netns) const;
  void expire(std::int64_t now_ns);

  std::list<Partial> packets_;
  std::vector<std::uint8_t> whole_; // what was put together last
  IpPacket whole_head_;
  std::uint64_t whole_netns_ = 0;
  std::uint64_t lost_ = 0;
};

} // namespace imds::sniffer
