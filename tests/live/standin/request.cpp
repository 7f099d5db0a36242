// SPDX-License-Identifier: Apache-2.0
#include "live/standin/request.h"

#include <algorithm>
#include <cctype>
#include <charconv>

namespace imds::standin {
namespace {

constexpr std::size_t kMaxHead = 64u << 10;

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  return out;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
    text.remove_prefix(1);
  while (!text.empty() &&
         (text.back() == ' ' || text.back() == '\t' || text.back() == '\r'))
    text.remove_suffix(1);
  return text;
}

std::optional<std::size_t> number(std::string_view text, int base) {
  std::size_t value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value, base);
  if (error != std::errc{} || stop == text.data())
    return std::nullopt;
  return value;
}

std::string_view cut_line(std::string_view& text) {
  auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == text.npos ? text.size() : end + 1);
  return trim(line);
}

// "http://host/latest" -> "/latest": a server takes both (RFC 9112, 3.2.2).
std::string_view path_of(std::string_view target) {
  constexpr std::string_view kScheme = "http://";
  if (!target.starts_with(kScheme))
    return target;
  const auto slash = target.find('/', kScheme.size());
  return slash == target.npos ? "/" : target.substr(slash);
}

Request parse_head(std::string_view head) {
  Request request;
  auto line = cut_line(head);
  auto first = line.find(' ');
  auto last = line.rfind(' ');
  request.malformed = first == line.npos || last == first ||
                      !line.substr(last + 1).starts_with("HTTP/1.");
  if (request.malformed)
    return request;
  request.method = line.substr(0, first);
  request.path = path_of(line.substr(first + 1, last - first - 1));
  request.version = line.substr(last + 1);
  while (!head.empty()) {
    line = cut_line(head);
    if (auto colon = line.find(':'); colon != line.npos)
      request.headers.emplace_back(lower(trim(line.substr(0, colon))),
                                   trim(line.substr(colon + 1)));
  }
  return request;
}

} // namespace

std::optional<std::string> Request::header(std::string_view name) const {
  for (const auto& [key, value] : headers)
    if (key == name)
      return value;
  return std::nullopt;
}

bool Request::wants_close() const {
  const std::string wish = lower(header("connection").value_or(""));
  return wish == "close" || (version == "HTTP/1.0" && wish != "keep-alive");
}

std::optional<Request> RequestReader::next() {
  if (over_ || (!current_ && !take_head()))
    return std::nullopt;
  if (current_->malformed)
    return refuse();
  if (current_->header("expect")) {
    over_ = true;
    return std::exchange(current_, std::nullopt);
  }
  const Step step = take_body();
  if (step == Step::broken)
    return refuse();
  if (step == Step::wait)
    return std::nullopt;
  return std::exchange(current_, std::nullopt);
}

std::optional<Request> RequestReader::refuse() {
  over_ = true;
  current_->malformed = true;
  return std::exchange(current_, std::nullopt);
}

bool RequestReader::take_head() {
  buffer_.erase(0, buffer_.find_first_not_of("\r\n"));
  auto end = buffer_.find("\r\n\r\n");
  if (end == buffer_.npos) {
    if (buffer_.size() < kMaxHead)
      return false;
    current_.emplace().malformed = true;
    return true;
  }
  current_ = parse_head(std::string_view(buffer_).substr(0, end));
  buffer_.erase(0, end + 4);
  begin_body();
  return true;
}

void RequestReader::begin_body() {
  body_ = Body::none;
  left_ = 0;
  in_trailer_ = false;
  if (lower(current_->header("transfer-encoding").value_or("")) == "chunked") {
    body_ = Body::chunks;
  } else if (auto length = current_->header("content-length")) {
    body_ = Body::length;
    left_ = number(*length, 10).value_or(0);
  }
}

RequestReader::Step RequestReader::take_body() {
  while (true) {
    const std::size_t here = std::min(left_, buffer_.size());
    buffer_.erase(0, here);
    left_ -= here;
    if (left_ > 0)
      return Step::wait;
    if (body_ != Body::chunks)
      return Step::done;
    if (const Step step = take_chunk(); left_ == 0)
      return step;
  }
}

RequestReader::Step RequestReader::take_chunk() {
  while (auto line = take_line()) {
    if (in_trailer_ && line->empty())
      return Step::done;
    if (in_trailer_ || line->empty())
      continue; // a trailer field, or the line end after a chunk's data
    auto size = number(*line, 16);
    if (!size)
      return Step::broken;
    left_ = *size;
    in_trailer_ = left_ == 0;
    if (left_ > 0)
      return Step::wait;
  }
  return buffer_.size() < kMaxHead ? Step::wait : Step::broken;
}

std::optional<std::string> RequestReader::take_line() {
  auto end = buffer_.find('\n');
  if (end == buffer_.npos)
    return std::nullopt;
  std::string line(trim(std::string_view(buffer_).substr(0, end)));
  buffer_.erase(0, end + 1);
  return line;
}

} // namespace imds::standin
