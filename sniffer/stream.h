// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"
#include "sniffer/secret_bytes.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace imds::sniffer {

/// Takes one direction of a connection in order.
class StreamSink {
public:
  virtual ~StreamSink() = default;
  /// `seq` is the sequence number of the first byte.
  virtual void on_bytes(Bytes bytes, std::uint32_t seq) = 0;
  /// `length` bytes that will not come any more.
  virtual void on_gap(std::uint32_t length) = 0;
};

/// One direction of a TCP connection: puts segments in order. Where two
/// segments say different bytes for one place, the first stays.
class Stream {
public:
  static constexpr std::size_t kMaxHeld = 1u << 20;
  static constexpr std::size_t kMaxPieces = 1024;

  /// The first byte to come has number `seq`; ignored once started.
  void start(std::uint32_t seq);
  bool started() const { return started_; }
  /// The number of the next byte in order. A FIN in order counts as one.
  std::uint32_t next() const { return next_; }

  /// Hands on what is in order. Starts at the first payload if `start` was
  /// never called. While `wait`, everything is only held.
  void add(std::uint32_t seq, Bytes payload, std::uint32_t missing, bool wait,
           StreamSink& sink);
  /// A FIN with the number `seq`: nothing comes behind it.
  void finish_at(std::uint32_t seq);
  bool finished() const { return fin_seen_ && next_ == fin_ + 1; }

  /// Hands on what became in order.
  void pump(StreamSink& sink);
  /// Gives up what is missing before `seq`, and hands on what is behind it.
  void give_up_before(std::uint32_t seq, StreamSink& sink);
  /// Gives up every hole: nothing more will come.
  void close(StreamSink& sink);

  bool has_hole() const { return !pieces_.empty(); }
  std::size_t held() const { return held_; }

private:
  struct Piece {
    std::uint32_t seq = 0;
    SecretBytes bytes;
    std::uint32_t end() const {
      return seq + static_cast<std::uint32_t>(bytes.size());
    }
  };

  void hold(std::uint32_t seq, Bytes payload);
  void insert(std::size_t at, std::uint32_t seq, Bytes payload);
  void deliver(std::uint32_t seq, Bytes payload, StreamSink& sink);
  void skip_to(std::uint32_t seq, StreamSink& sink);
  void pass_fin();

  bool started_ = false;
  bool fin_seen_ = false;
  std::uint32_t next_ = 0;
  std::uint32_t fin_ = 0;
  std::size_t held_ = 0;
  std::vector<Piece> pieces_; // sorted, disjoint, all behind next_
};

} // namespace imds::sniffer
