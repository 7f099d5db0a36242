// SPDX-License-Identifier: Apache-2.0
#include "sniffer/capture_input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace imds::sniffer {

Result<CaptureInput> CaptureInput::open(const std::string& path) {
  CaptureInput input;
  input.fd_ = path == "-" ? ::dup(STDIN_FILENO)
                          : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (input.fd_ < 0)
    return fail(std::string("cannot open: ") + std::strerror(errno), path);
  struct stat info{};
  if (::fstat(input.fd_, &info) == 0 && S_ISDIR(info.st_mode))
    return fail("is a folder, not a capture", path,
                "imds-ready sniff -r " + path + "/*.pcap");
  input.written_ns_ =
      info.st_mtim.tv_sec * std::int64_t{1'000'000'000} + info.st_mtim.tv_nsec;
  ::posix_fadvise(input.fd_, 0, 0, POSIX_FADV_SEQUENTIAL);
  return input;
}

CaptureInput::CaptureInput(Bytes memory) : at_end_(true), memory_(memory) {}

CaptureInput::CaptureInput(CaptureInput&& other) noexcept {
  *this = std::move(other);
}

CaptureInput& CaptureInput::operator=(CaptureInput&& other) noexcept {
  std::swap(fd_, other.fd_);
  std::swap(at_end_, other.at_end_);
  std::swap(memory_, other.memory_);
  std::swap(buffer_, other.buffer_);
  std::swap(begin_, other.begin_);
  std::swap(end_, other.end_);
  std::swap(written_ns_, other.written_ns_);
  std::swap(read_error_, other.read_error_);
  return *this;
}

CaptureInput::~CaptureInput() {
  if (fd_ >= 0)
    ::close(fd_);
}

Bytes CaptureInput::peek(std::size_t n) {
  n = std::min(n, kMaxRecord);
  if (!memory_.empty())
    return memory_.first(std::min(n, memory_.size()));
  if (end_ - begin_ < n)
    fill(n);
  return Bytes(buffer_).subspan(begin_, std::min(n, end_ - begin_));
}

void CaptureInput::skip(std::size_t n) {
  if (!memory_.empty()) {
    memory_ = memory_.subspan(std::min(n, memory_.size()));
    return;
  }
  begin_ += std::min(n, end_ - begin_);
}

/// Moves what is unread to the front and reads until `n` bytes are there.
void CaptureInput::fill(std::size_t n) {
  std::copy(buffer_.begin() + static_cast<std::ptrdiff_t>(begin_),
            buffer_.begin() + static_cast<std::ptrdiff_t>(end_),
            buffer_.begin());
  end_ -= begin_;
  begin_ = 0;
  if (buffer_.size() < n + kStep)
    buffer_.resize(n + kStep);
  while (end_ < n && !at_end_) {
    const ssize_t got = ::read(fd_, &buffer_[end_], buffer_.size() - end_);
    if (got < 0 && errno == EINTR)
      continue;
    if (got < 0)
      read_error_ = std::strerror(errno);
    at_end_ = got <= 0;
    end_ += got > 0 ? static_cast<std::size_t>(got) : 0;
  }
}

} // namespace imds::sniffer
