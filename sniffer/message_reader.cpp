// SPDX-License-Identifier: Apache-2.0
//
// A head may come in any number of pieces; it is gathered until its empty line
// and never judged before. Most heads come in one piece and are read where they
// stand, without a copy.
//
// Bytes can be lost: dropped by the capture, cut by its snapshot length, or
// sent before it began. Inside a body of known length that does no harm. In a
// head, or where it is not known whether a head was lost, the reader reports
// one unread message, goes deaf, and listens again at the next segment that
// begins with a request line or a status line. A gap is never bridged: the two
// ends of a head could be read as a request that nobody sent.
//
// Tested by tests/sniffer/cases/{http,tcp}*.pkt and fuzz_http_head.cpp.
#include "sniffer/message_reader.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

/// Some clients send an empty line too many behind a body. None is kept: a
/// flood of them costs nothing.
std::size_t empty_lines(Bytes bytes) {
  const std::string_view text = as_text(bytes);
  return std::min(text.find_first_not_of("\r\n"), text.size());
}

} // namespace

void MessageReader::begins_here() {
  if (state_ == State::unsure)
    state_ = State::head;
}

void MessageReader::ignore_rest() {
  state_ = State::ignore;
  wipe(head_);
}

void MessageReader::lose(Unread why) {
  SecretBytes seen;
  seen.swap(head_);
  state_ = State::deaf;
  body_ = Body::none();
  on_unread(why, as_text(Bytes(seen)));
}

void MessageReader::leave_http() {
  abandon_head();
  state_ = State::other;
}

void MessageReader::lose_all() {
  lose(Unread::not_http);
  ignore_rest();
}

void MessageReader::on_bytes(Bytes bytes, std::uint32_t seq) {
  while (!bytes.empty()) {
    const std::size_t used = step(bytes, seq);
    bytes = bytes.subspan(used);
    seq += static_cast<std::uint32_t>(used);
  }
}

std::size_t MessageReader::step(Bytes bytes, std::uint32_t seq) {
  switch (state_) {
  case State::ignore:
    return bytes.size();
  case State::unsure:
  case State::deaf:
    return listen(bytes);
  case State::body:
    return pass_body(bytes);
  case State::other:
    lose_all();
    return bytes.size();
  case State::head:
    break;
  }
  return gather(bytes, seq);
}

/// Takes nothing where a message begins, else everything.
std::size_t MessageReader::listen(Bytes bytes) {
  if (begins(as_text(bytes))) {
    state_ = State::head;
    resumed_ = true;
    return 0;
  }
  if (state_ == State::unsure)
    lose(Unread::cut);
  return bytes.size();
}

std::size_t MessageReader::pass_body(Bytes bytes) {
  const bool left_out =
      body_optional_ && body_.untouched() && may_begin(as_text(bytes));
  body_optional_ = false;
  if (left_out)
    body_ = Body::none();
  const std::size_t used = body_.consume(bytes);
  if (body_.broken())
    lose(Unread::not_http); // nobody knows where the next message begins
  else if (body_.done())
    state_ = State::head;
  return used;
}

std::size_t MessageReader::gather(Bytes bytes, std::uint32_t seq) {
  if (head_.empty()) {
    if (const std::size_t skipped = empty_lines(bytes); skipped != 0)
      return skipped;
    head_seq_ = seq;
    if (const auto end = end_of_head(as_text(bytes), 0);
        end && *end <= kMaxHead) {
      take(as_text(bytes.first(*end)));
      return *end;
    }
  }
  const std::size_t seen = head_.size();
  const std::size_t room = kMaxHead - seen;
  const Bytes part = bytes.first(std::min(room, bytes.size()));
  head_.insert(head_.end(), part.begin(), part.end());
  const auto end = end_of_head(as_text(head_), seen);
  if (!end) {
    if (!may_begin(as_text(head_)))
      lose(Unread::not_http);
    else if (head_.size() >= kMaxHead)
      lose(Unread::too_long);
    return part.size();
  }
  SecretBytes whole;
  whole.swap(head_);
  take(as_text(Bytes(whole).first(*end)));
  return *end - seen;
}

void MessageReader::take(std::string_view head) {
  const auto body = read_head(head, head_seq_);
  resumed_ = false;
  if (state_ == State::ignore)
    return;
  if (!body)
    return lose(Unread::not_http);
  body_ = *body;
  state_ = body_.done() ? State::head : State::body;
}

void MessageReader::on_gap(std::uint32_t length) {
  ++gaps_;
  if (state_ == State::ignore || state_ == State::deaf)
    return;
  if (state_ == State::other)
    return lose_all();
  if (state_ == State::body && body_.skip(length)) {
    if (body_.done())
      state_ = State::head;
    return;
  }
  lose(Unread::cut);
}

void MessageReader::abandon_head() {
  if (state_ == State::head && !head_.empty())
    lose(Unread::cut);
}

void MessageReader::close() {
  abandon_head();
  ignore_rest();
}

} // namespace imds::sniffer
