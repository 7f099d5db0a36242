// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sniffer/bytes.h"
#include "sniffer/vocabulary.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace imds::sniffer {

enum class HttpVersion : std::uint8_t { v0_9, v1_0, v1_1 };

/// How the end of a message's body is found (RFC 9112, section 6).
struct Framing {
  bool chunked = false;
  std::optional<std::uint64_t> length;
};

/// What a request's head says, without any secret: of the token only whether
/// there is one.
struct RequestHead {
  std::string method;
  std::string path; // without query, scheme and authority
  HttpVersion version = HttpVersion::v1_1;
  std::optional<std::string> user_agent;
  bool token = false;   // a token header that is not empty
  bool ttl = false;     // the header that asks for a token
  bool foreign = false; // another cloud's header
  bool expects_continue = false;
  bool doubtful = false; // a line that may be a token header
  bool cut = false;      // more lines followed that nobody saw
  Framing framing;
};

struct ResponseHead {
  int status = 0;
  Framing framing;
};

/// Where the head that `text` begins with ends: behind its empty line. `from`
/// is how much of it earlier calls have seen.
std::optional<std::size_t> head_end(std::string_view text, std::size_t from);

/// False as soon as the bytes cannot become a request line.
bool may_begin_request(std::string_view text);
bool may_begin_response(std::string_view text);

/// Whether `text` begins with a whole request line with a version: where
/// reading may take up again behind lost bytes.
bool begins_request_line(std::string_view text);

/// If `text` begins with a whole request line that names no version, its
/// length: the request of HTTP/0.9 is that line alone.
std::optional<std::size_t> simple_request(std::string_view text);

/// A whole head, its empty line included; nullopt where it is not HTTP/1.
std::optional<RequestHead> parse_request(std::string_view head,
                                         Vocabulary& words);
/// What a head that was cut says all the same, from its beginning to the last
/// byte that was seen; nullopt where not even its request line is whole.
std::optional<RequestHead> parse_cut_request(std::string_view seen,
                                             Vocabulary& words);
std::optional<ResponseHead> parse_response(std::string_view head);

} // namespace imds::sniffer
