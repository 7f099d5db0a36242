// SPDX-License-Identifier: Apache-2.0
//
// The record must survive what happens to a host in a month: kill -9, a power
// loss, a full disk. The rules:
//
// - An interval is one write of whole lines, then fdatasync: what is lost is
//   at most the interval that was not finished.
// - A write that was cut short is cut off again, at once or at the next start,
//   so a torn line never has a whole one behind it.
// - A restart reads the file and continues the last survey and its numbers.
//
// Tested by tests/sniffer/live/evidence_log_test.cpp (cut at every byte, full
// disk) and tests/live/killed_proof.py (kill -9).
#include "sniffer/live/evidence_log.h"

#include "reports/evidence.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <sys/stat.h>
#include <unistd.h>
#include <variant>

namespace imds::sniffer {
namespace {

constexpr std::size_t kMostPending = 8u << 20;

std::unexpected<Error> trouble(const char* what) {
  return fail(std::string(what) + ": " + std::strerror(errno), "evidence log");
}

// What a power loss may leave of the first interval.
bool is_all_zeros(int file) {
  std::array<char, 1u << 16> block;
  off_t offset = 0;
  while (const ssize_t got =
             ::pread(file, block.data(), block.size(), offset)) {
    const std::string_view text(
        block.data(), static_cast<std::size_t>(std::max(got, ssize_t{0})));
    if (got < 0 || text.find_first_not_of('\0') != std::string_view::npos)
      return false;
    offset += got;
  }
  return true;
}

} // namespace

Result<EvidenceLog> EvidenceLog::resume(Descriptor file) {
  EvidenceLog log(std::move(file));
  if (auto start = log.check_start(); !start)
    return std::unexpected(start.error());
  if (auto read = log.read_back(); !read)
    return std::unexpected(read.error());
  return log;
}

// Only of a file that begins as evidence does is the torn end cut off: anybody
// may mistype the name of a capture.
Result<void> EvidenceLog::check_start() const {
  constexpr std::string_view kStart = R"({"fact":)";
  std::array<char, kStart.size()> start{};
  const ssize_t got = ::pread(file_.get(), start.data(), start.size(), 0);
  if (got < 0)
    return trouble("cannot read back");
  const std::string_view text(start.data(), static_cast<std::size_t>(got));
  if (kStart.starts_with(text) || is_all_zeros(file_.get()))
    return {};
  return fail("holds something else than evidence; nothing was changed",
              "evidence log", "-o NEWFILE");
}

// Reads the file once, in memory for one line. The offset behind the last
// newline is the size that the file keeps.
Result<void> EvidenceLog::read_back() {
  std::array<char, 1u << 16> block;
  std::string line;
  std::uint64_t offset = 0;
  const auto take_line = [this](std::string_view text) {
    const auto fact = evidence::parse(text);
    const auto take = [this](const Origin& origin) {
      if (origin.run != survey_) {
        survey_ = origin.run;
        next_seq_ = 0;
      }
      next_seq_ = std::max(next_seq_, origin.seq + 1);
    };
    if (!fact)
      return;
    if (const auto* survey = std::get_if<Survey>(&*fact)) {
      take(survey->origin);
      previous_end_ = survey->end;
    } else if (const auto* sighting = std::get_if<Sighting>(&*fact)) {
      take(sighting->origin);
    }
  };
  for (;;) {
    const ssize_t got = ::pread(file_.get(), block.data(), block.size(),
                                static_cast<off_t>(offset));
    if (got < 0)
      return trouble("cannot read back");
    if (got == 0)
      break;
    for (const char c :
         std::string_view(block.data(), static_cast<std::size_t>(got))) {
      ++offset;
      if (c != '\n') {
        if (line.size() < evidence::kMaxLine)
          line += c;
        continue;
      }
      take_line(line);
      line.clear();
      size_ = offset;
    }
  }
  if (offset != size_ &&
      ::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0)
    return trouble("cannot cut a torn line off");
  return {};
}

Result<void> EvidenceLog::append(std::string_view lines) {
  if (pending_.size() + lines.size() > kMostPending)
    lost_lines_ += static_cast<std::uint64_t>(std::ranges::count(lines, '\n'));
  else
    pending_ += lines;
  return write_pending();
}

void EvidenceLog::move_to(Descriptor file, std::uint64_t size) {
  file_ = std::move(file);
  size_ = size;
}

Result<void> EvidenceLog::write_pending() {
  if (held_)
    return {};
  std::size_t done = 0;
  while (done < pending_.size()) {
    // At its place, not at the file's offset: that stays behind what a full
    // disk made us cut off.
    const ssize_t wrote =
        ::pwrite(file_.get(), pending_.data() + done, pending_.size() - done,
                 static_cast<off_t>(size_ + done));
    if (wrote < 0 && errno == EINTR)
      continue;
    if (wrote <= 0) {
      const auto error = trouble("cannot write");
      if (done != 0 && ::ftruncate(file_.get(), static_cast<off_t>(size_)) != 0)
        return trouble("cannot write, and cannot undo it");
      return error;
    }
    done += static_cast<std::size_t>(wrote);
  }
  size_ += done;
  pending_.clear();
  if (::fdatasync(file_.get()) != 0 && errno != EINVAL) // EINVAL: a pipe
    return trouble("cannot sync");
  return {};
}

} // namespace imds::sniffer
