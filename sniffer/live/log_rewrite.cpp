// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/log_rewrite.h"

#include "reports/evidence.h"

#include <algorithm>
#include <array>
#include <cerrno>

namespace imds::sniffer {
namespace {

constexpr std::size_t kSlice = 1u << 16; // some milliseconds of work

} // namespace

LogRewrite::LogRewrite(int log, std::uint64_t size, Descriptor part,
                       std::int64_t now_ns)
    : log_(log), size_(size), part_(std::move(part)),
      compactor_(std::make_unique<Compactor>(
          now_ns, [this](std::string_view line) { put(line); })) {}

void LogRewrite::put(std::string_view line) {
  out_ += line;
  out_ += '\n';
  if (out_.size() >= kSlice)
    write_out();
}

bool LogRewrite::write_out() {
  std::size_t done = 0;
  while (done < out_.size() && !failed_) {
    const ssize_t wrote =
        ::write(part_.get(), out_.data() + done, out_.size() - done);
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else
      failed_ = wrote == 0 || errno != EINTR;
  }
  written_ += done;
  out_.clear();
  return !failed_;
}

bool LogRewrite::read_slice() {
  std::array<char, kSlice> block;
  const std::size_t most =
      std::min<std::uint64_t>(block.size(), size_ - offset_);
  const ssize_t got =
      ::pread(log_, block.data(), most, static_cast<off_t>(offset_));
  if (got <= 0) {
    failed_ = true;
    return false;
  }
  offset_ += static_cast<std::uint64_t>(got);
  std::string_view rest(block.data(), static_cast<std::size_t>(got));
  for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
    line_ += rest.substr(0, end);
    compactor_->line(line_);
    line_.clear();
    rest.remove_prefix(end + 1);
  }
  line_ += rest;
  failed_ = failed_ || line_.size() > evidence::kMaxLine;
  return !failed_;
}

bool LogRewrite::step() {
  if (offset_ < size_ && !read_slice())
    return false;
  if (offset_ < size_ || failed_)
    return false;
  compactor_->finish();
  return write_out() && ::fsync(part_.get()) == 0;
}

bool LogRewrite::catch_up(std::uint64_t size) {
  std::array<char, kSlice> block;
  while (offset_ < size && !failed_) {
    const std::size_t most =
        std::min<std::uint64_t>(block.size(), size - offset_);
    const ssize_t got =
        ::pread(log_, block.data(), most, static_cast<off_t>(offset_));
    if (got <= 0)
      return false;
    offset_ += static_cast<std::uint64_t>(got);
    out_.append(block.data(), static_cast<std::size_t>(got));
    write_out();
  }
  return !failed_ && ::fsync(part_.get()) == 0;
}

} // namespace imds::sniffer
