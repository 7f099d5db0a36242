// SPDX-License-Identifier: Apache-2.0
#include "reports/line_reader.h"

#include "reports/evidence.h"

#include <cerrno>
#include <cstring>
#include <system_error>

namespace imds {
namespace {

constexpr std::size_t kChunk = 1u << 20;
constexpr std::size_t kMaxLine = evidence::kMaxLine;

Error cannot_open(const std::string& path) {
  return {"cannot be opened: " + std::generic_category().message(errno), path,
          ""};
}

} // namespace

Result<LineReader> LineReader::open(const std::string& path) {
  LineReader reader;
  reader.file_.reset(path == "-" ? stdin : std::fopen(path.c_str(), "rb"));
  if (!reader.file_)
    return std::unexpected(cannot_open(path));
  reader.buffer_.resize(kChunk + kPadding);
  if (!reader.fill() && std::ferror(reader.file_.get()))
    return std::unexpected(cannot_open(path)); // a folder opens, but not more
  return reader;
}

bool LineReader::fill() {
  if (at_end_)
    return false;
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() - kPadding - end_ < kChunk / 2)
    buffer_.resize(end_ + kChunk + kPadding);
  const std::size_t room = buffer_.size() - kPadding - end_;
  const std::size_t got =
      std::fread(buffer_.data() + end_, 1, room, file_.get());
  end_ += got;
  at_end_ = got == 0;
  return got > 0;
}

LineReader::Got LineReader::next(std::string_view& line) {
  std::size_t searched = 0;
  line = {};
  for (;;) {
    const char* from = buffer_.data() + begin_;
    const std::size_t have = end_ - begin_;
    const void* newline = std::memchr(from + searched, '\n', have - searched);
    if (newline) {
      line = {from, static_cast<std::size_t>(static_cast<const char*>(newline) -
                                             from)};
      begin_ += line.size() + 1;
      return Got::line;
    }
    if (have > kMaxLine)
      return skip_long_line();
    searched = have;
    if (!fill())
      break;
  }
  if (std::ferror(file_.get()))
    return Got::failed;
  if (begin_ == end_)
    return Got::end;
  line = {buffer_.data() + begin_, end_ - begin_};
  begin_ = end_;
  return Got::torn;
}

LineReader::Got LineReader::skip_long_line() {
  do {
    const char* from = buffer_.data() + begin_;
    const void* newline = std::memchr(from, '\n', end_ - begin_);
    if (newline) {
      begin_ = static_cast<std::size_t>(static_cast<const char*>(newline) -
                                        buffer_.data()) +
               1;
      return Got::too_long;
    }
    begin_ = end_ = 0;
  } while (fill());
  return Got::too_long;
}

std::string_view LineReader::head() {
  return {buffer_.data() + begin_, end_ - begin_};
}

std::optional<std::string> LineReader::rest(std::size_t limit) {
  std::string text(head());
  begin_ = end_;
  while (text.size() <= limit && fill()) {
    text += head();
    begin_ = end_;
  }
  if (text.size() > limit)
    return std::nullopt;
  return text;
}

} // namespace imds
