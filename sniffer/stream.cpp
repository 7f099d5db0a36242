// SPDX-License-Identifier: Apache-2.0
//
// Which bytes did the receiver read? Systems differ where segments overlap with
// different content; what came first is what most of them keep, and it cannot
// be changed afterwards by somebody who injects a second version. So the first
// stays, here as in the fragments.
//
// Example: "GET /la" and "/latest/" that begins four bytes in; the second adds
// "test/" only. Sequence numbers wrap after 4 GiB, so all comparing goes by the
// sign of a difference.
//
// A hole is given up when the other side has acknowledged what is behind it and
// it still does not come, when too much waits behind it, or at the end; the
// connection decides (dialog.cpp), this file only keeps the order.
//
// Tested by stream_test.cpp, and against tshark by tshark_differential.py.
#include "sniffer/stream.h"

#include "sniffer/tcp.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

std::int32_t distance(std::uint32_t from, std::uint32_t to) {
  return static_cast<std::int32_t>(to - from);
}

} // namespace

void Stream::start(std::uint32_t seq) {
  if (started_)
    return;
  started_ = true;
  next_ = seq;
}

void Stream::add(std::uint32_t seq, Bytes payload, std::uint32_t missing,
                 bool wait, StreamSink& sink) {
  if (payload.empty() && missing == 0)
    return;
  start(seq);
  if (distance(next_, seq) > kMaxApart)
    return;
  const std::uint32_t end = seq + static_cast<std::uint32_t>(payload.size());
  if (wait || after(seq, next_)) {
    hold(seq, payload);
  } else {
    deliver(seq, payload, sink);
    // What the snapshot length cut off never comes.
    if (missing != 0 && !after(next_, end))
      skip_to(end + missing, sink);
    pump(sink);
  }
  while (held_ > kMaxHeld || pieces_.size() > kMaxPieces)
    give_up_before(pieces_.front().seq, sink);
}

void Stream::deliver(std::uint32_t seq, Bytes payload, StreamSink& sink) {
  const auto old = static_cast<std::size_t>(distance(seq, next_));
  if (old >= payload.size())
    return; // a retransmission
  const Bytes fresh = payload.subspan(old);
  const std::uint32_t at = next_;
  next_ += static_cast<std::uint32_t>(fresh.size());
  sink.on_bytes(fresh, at);
}

/// Keeps the parts of `payload` that no held piece has.
void Stream::hold(std::uint32_t seq, Bytes payload) {
  if (after(next_, seq)) {
    const auto old = static_cast<std::size_t>(distance(seq, next_));
    if (old >= payload.size())
      return;
    payload = payload.subspan(old);
    seq = next_;
  }
  for (std::size_t i = 0; i < pieces_.size() && !payload.empty(); ++i) {
    const Piece& piece = pieces_[i];
    if (!after(piece.end(), seq))
      continue;
    if (after(piece.seq, seq)) {
      const auto room = static_cast<std::size_t>(distance(seq, piece.seq));
      const Bytes before = payload.first(std::min(room, payload.size()));
      insert(i++, seq, before);
      payload = payload.subspan(before.size());
      seq += static_cast<std::uint32_t>(before.size());
    }
    const auto covered =
        static_cast<std::size_t>(std::max(0, distance(seq, pieces_[i].end())));
    const std::size_t cut = std::min(covered, payload.size());
    payload = payload.subspan(cut);
    seq += static_cast<std::uint32_t>(cut);
  }
  if (!payload.empty())
    insert(pieces_.size(), seq, payload);
}

void Stream::insert(std::size_t at, std::uint32_t seq, Bytes payload) {
  held_ += payload.size();
  pieces_.insert(pieces_.begin() + static_cast<std::ptrdiff_t>(at),
                 Piece{seq, SecretBytes(payload.begin(), payload.end())});
}

void Stream::pump(StreamSink& sink) {
  std::size_t done = 0;
  while (done < pieces_.size() && !after(pieces_[done].seq, next_)) {
    held_ -= pieces_[done].bytes.size();
    deliver(pieces_[done].seq, pieces_[done].bytes, sink);
    ++done;
  }
  pieces_.erase(pieces_.begin(),
                pieces_.begin() + static_cast<std::ptrdiff_t>(done));
  pass_fin();
}

void Stream::skip_to(std::uint32_t seq, StreamSink& sink) {
  if (!after(seq, next_))
    return;
  const std::uint32_t length = seq - next_;
  next_ = seq;
  sink.on_gap(length);
}

void Stream::give_up_before(std::uint32_t seq, StreamSink& sink) {
  while (!pieces_.empty() && !after(pieces_.front().seq, seq)) {
    skip_to(pieces_.front().seq, sink);
    pump(sink);
  }
  skip_to(seq, sink);
  pump(sink);
}

void Stream::close(StreamSink& sink) {
  while (!pieces_.empty())
    give_up_before(pieces_.front().seq, sink);
  if (fin_seen_)
    give_up_before(fin_, sink);
}

void Stream::finish_at(std::uint32_t seq) {
  if (!started_ || fin_seen_ || distance(next_, seq) > kMaxApart ||
      after(next_, seq))
    return;
  fin_seen_ = true;
  fin_ = seq;
  pass_fin();
}

void Stream::pass_fin() {
  if (fin_seen_ && next_ == fin_)
    ++next_;
}

} // namespace imds::sniffer
