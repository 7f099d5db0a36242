// SPDX-License-Identifier: Apache-2.0
#include "sniffer/http_body.h"

#include <algorithm>

namespace imds::sniffer {
namespace {

int hex_digit(std::uint8_t c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  const int letter = (c | 0x20) - 'a';
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

constexpr std::uint64_t kMaxChunk = std::uint64_t{1} << 56;

} // namespace

Body Body::until_close() {
  Body body;
  body.kind_ = Kind::until_close;
  return body;
}

Body Body::of_request(const Framing& framing) {
  Body body;
  if (framing.chunked)
    body.kind_ = Kind::chunked;
  else if (framing.length.value_or(0) > 0)
    body.kind_ = Kind::length;
  body.left_ = body.kind_ == Kind::length ? *framing.length : 0;
  return body;
}

Body Body::of_response(const ResponseHead& head, bool to_head) {
  if (to_head || head.status < 200 || head.status == 204 || head.status == 304)
    return none();
  if (!head.framing.chunked && !head.framing.length)
    return until_close();
  return of_request(head.framing);
}

std::size_t Body::consume(Bytes bytes) {
  if (bytes.empty() || done())
    return 0;
  untouched_ = false;
  if (kind_ == Kind::until_close)
    return bytes.size();
  std::size_t used = 0;
  while (used < bytes.size() && !done()) {
    if (broken_)
      return bytes.size();
    const bool counted = kind_ == Kind::length || chunk_ == Chunk::data;
    if (!counted) {
      chunk_byte(bytes[used++]);
      continue;
    }
    const std::size_t step = static_cast<std::size_t>(
        std::min<std::uint64_t>(left_, bytes.size() - used));
    skip(step);
    used += step;
  }
  return used;
}

bool Body::skip(std::uint64_t length) {
  if (kind_ == Kind::until_close || length == 0)
    return true;
  const bool counted = kind_ == Kind::length ||
                       (kind_ == Kind::chunked && chunk_ == Chunk::data);
  if (!counted || length > left_)
    return false;
  left_ -= length;
  if (left_ != 0)
    return true;
  if (kind_ == Kind::length)
    kind_ = Kind::none;
  else
    chunk_ = Chunk::after_data;
  return true;
}

void Body::chunk_byte(std::uint8_t c) {
  switch (chunk_) {
  case Chunk::size:
    return size_byte(c);
  case Chunk::extension:
    if (c == '\n')
      end_size_line();
    return;
  case Chunk::after_data:
    if (c == '\n')
      chunk_ = Chunk::size;
    return;
  case Chunk::trailer:
    return trailer_byte(c);
  case Chunk::data:
    return;
  }
}

void Body::size_byte(std::uint8_t c) {
  const int digit = hex_digit(c);
  if (digit >= 0 && left_ < kMaxChunk) {
    left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
    return;
  }
  if (c == '\n')
    return end_size_line();
  if (c == ';' || c == '\r' || c == ' ' || c == '\t') {
    chunk_ = Chunk::extension;
    return;
  }
  broken_ = true;
  kind_ = Kind::until_close;
}

void Body::end_size_line() {
  chunk_ = left_ == 0 ? Chunk::trailer : Chunk::data;
  line_empty_ = true;
}

void Body::trailer_byte(std::uint8_t c) {
  if (c == '\n' && line_empty_)
    kind_ = Kind::none;
  if (c == '\n')
    line_empty_ = true;
  else if (c != '\r')
    line_empty_ = false;
}

} // namespace imds::sniffer
