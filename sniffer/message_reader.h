// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/http_body.h"
#include "sniffer/secret_bytes.h"
#include "sniffer/stream.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace imds::sniffer {

/// Why a head was not read.
enum class Unread : std::uint8_t { cut, too_long, not_http };

/// Cuts one direction of a connection into HTTP messages: gathers a head until
/// it is whole, passes over the body, and takes up again behind lost bytes
/// where a segment begins a message. The derived class knows which kind.
class MessageReader : public StreamSink {
public:
  static constexpr std::size_t kMaxHead = 64u << 10;

  void on_bytes(Bytes bytes, std::uint32_t seq) final;
  void on_gap(std::uint32_t length) final;

  /// The stream's first byte was seen: it must begin a message.
  void begins_here();
  /// Nothing more comes; reports a head that is not whole.
  void close();
  /// What follows belongs to the last message, whatever it is.
  void ignore_rest();
  /// What follows is no HTTP any more: one unread message, if anything comes.
  void leave_http();
  /// The sender may leave out the body that it announced.
  void body_may_be_left_out() { body_optional_ = state_ == State::body; }
  /// Reports a head that is begun as unread.
  void abandon_head();

  std::size_t held() const { return head_.size(); }
  std::uint64_t gaps() const { return gaps_; }
  /// Whether the message read last was found behind lost bytes.
  bool resumed() const { return resumed_; }

protected:
  /// Where the head that is read, or was read last, begins.
  std::uint32_t head_seq() const { return head_seq_; }

  virtual bool may_begin(std::string_view text) const = 0;
  virtual bool begins(std::string_view text) const = 0;
  virtual std::optional<std::size_t> end_of_head(std::string_view text,
                                                 std::size_t seen) const = 0;
  /// Returns the body that follows; nullopt where `head` is not HTTP.
  virtual std::optional<Body> read_head(std::string_view head,
                                        std::uint32_t seq) = 0;
  /// `seen` is the beginning of that head, as far as it was seen.
  virtual void on_unread(Unread why, std::string_view seen) = 0;

private:
  enum class State : std::uint8_t { unsure, head, body, deaf, other, ignore };

  std::size_t step(Bytes bytes, std::uint32_t seq);
  std::size_t listen(Bytes bytes);
  std::size_t gather(Bytes bytes, std::uint32_t seq);
  std::size_t pass_body(Bytes bytes);
  void take(std::string_view head);
  void lose(Unread why);
  void lose_all();

  State state_ = State::unsure;
  bool body_optional_ = false;
  bool resumed_ = false;
  std::uint32_t head_seq_ = 0;
  std::uint64_t gaps_ = 0;
  Body body_;
  SecretBytes head_; // a head that is not whole yet
};

} // namespace imds::sniffer
