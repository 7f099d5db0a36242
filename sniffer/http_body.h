// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"
#include "sniffer/http_head.h"

#include <cstddef>
#include <cstdint>

namespace imds::sniffer {

/// Finds the end of a body without looking at it.
class Body {
public:
  enum class Kind : std::uint8_t { none, length, chunked, until_close };

  static Body none() { return {}; }
  static Body until_close();
  static Body of_request(const Framing& framing);
  /// `to_head`: the request was HEAD, so the answer has no body.
  static Body of_response(const ResponseHead& head, bool to_head);

  /// Returns how many of `bytes` belong to the body.
  std::size_t consume(Bytes bytes);
  /// Lost bytes; false where it is not known any more where the body ends.
  bool skip(std::uint64_t length);

  bool done() const { return kind_ == Kind::none; }
  bool untouched() const { return untouched_; }
  bool is_until_close() const { return kind_ == Kind::until_close; }
  bool broken() const { return broken_; }

private:
  enum class Chunk : std::uint8_t {
    size,
    extension,
    data,
    after_data,
    trailer
  };

  void chunk_byte(std::uint8_t c);
  void size_byte(std::uint8_t c);
  void end_size_line();
  void trailer_byte(std::uint8_t c);

  Kind kind_ = Kind::none;
  Chunk chunk_ = Chunk::size;
  bool untouched_ = true;
  bool broken_ = false;
  bool line_empty_ = true;
  std::uint64_t left_ = 0;
};

} // namespace imds::sniffer
