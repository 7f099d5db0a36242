// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What the stand-in server understands of HTTP. It shares no line with the
// sniffer on purpose: its reading is what the sniffer is compared with.
namespace imds::standin {

struct Request {
  std::string method;
  std::string path; // as sent, with its query
  std::string version;
  std::vector<std::pair<std::string, std::string>> headers; // names lower case
  bool malformed = false;

  /// The first header of that (lower case) name, trimmed.
  std::optional<std::string> header(std::string_view name) const;
  bool wants_close() const;
};

/// Cuts the bytes of one connection into requests: heads split anywhere,
/// pipelining, bodies by length or in chunks (read and forgotten).
class RequestReader {
public:
  void feed(std::string_view bytes) { buffer_ += bytes; }

  /// The next request whose head and body are here. A request with `Expect`
  /// comes without its body, since the client waits for an answer first.
  /// After a malformed one nothing more follows.
  std::optional<Request> next();

private:
  enum class Body { none, length, chunks };
  enum class Step { done, wait, broken };

  bool take_head();
  Step take_body();
  Step take_chunk();
  std::optional<std::string> take_line();
  void begin_body();
  std::optional<Request> refuse();

  std::string buffer_;
  std::optional<Request> current_;
  Body body_ = Body::none;
  std::size_t left_ = 0;
  bool in_trailer_ = false;
  bool over_ = false;
};

} // namespace imds::standin
