// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/facts.h"
#include "reports/imds.h"
#include "sniffer/address.h"
#include "sniffer/owners.h"
#include "sniffer/packet.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace imds::sniffer {

/// What bounds the engine's memory. Beyond a bound the oldest is let go and
/// what it left open is counted.
struct Limits {
  std::size_t connections = 1u << 17;    // known, most of them without data
  std::size_t dialogs = 1u << 14;        // with requests or buffered bytes
  std::size_t buffered_bytes = 8u << 20; // of all streams and fragments
  std::size_t rows = 1u << 16;           // sightings of one interval
};

/// What an interval adds to the evidence: counts and rows, all deltas. Of the
/// survey the engine fills start, end, packets, dropped, gaps, requests,
/// attributed, unattributed and unknown; the rest is for who writes it. The
/// rows come sorted, without origin.
struct Interval {
  Survey survey;
  std::vector<Sighting> sightings;
};

/// Packets in, facts out; the same live and offline. It reads no clock and no
/// file: time is that of the packets and of `advance`.
///
///   link -> ip -> fragments -> tcp streams -> http heads -> exchanges
///        -> classes -> rows of the survey
class Engine {
public:
  Engine(const Imds& imds, Owners& owners, std::vector<Endpoint> endpoints,
         Limits limits = {});
  ~Engine();

  /// The survey began now, on a host that was running already: a request that
  /// was sent before and whose rest is seen is none of the survey's.
  void begin(std::int64_t now_ns);

  void ingest(const Packet& packet);

  /// The clock, for a time without packets: what waits too long is unanswered.
  void advance(std::int64_t now_ns);

  /// Packets that the kernel, the ring or the capture file says it dropped.
  void lost(std::uint64_t packets);

  /// The end of the capture: what is still open is judged by what was seen.
  /// What is ingested after the next drain() is of another capture.
  void finish();

  /// True where a caller of a kind not seen before waits to be drained.
  bool has_news() const;

  Interval drain();

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace imds::sniffer
