// SPDX-License-Identifier: Apache-2.0
#include "reports/sink.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

namespace imds {
namespace {

std::string errno_text(int error) {
  return std::generic_category().message(error);
}

} // namespace

Result<FileSink> FileSink::create(const std::string& path) {
  FileSink sink;
  sink.path_ = path;
  if (path == "-") {
    sink.out_ = stdout;
    return sink;
  }
  // A pipe or device (/dev/null) is written to, never replaced.
  std::error_code ec;
  const auto there = std::filesystem::status(path, ec);
  const bool special = std::filesystem::exists(there) &&
                       !std::filesystem::is_regular_file(there);
  if (!special)
    sink.part_ = path + ".part";
  const std::string& target = special ? path : sink.part_;
  sink.out_ = std::fopen(target.c_str(), "wb");
  if (!sink.out_)
    return fail("cannot write: " + errno_text(errno), path,
                "name a folder that exists and that you may write to");
  return sink;
}

FileSink::FileSink(FileSink&& other) noexcept
    : path_(std::move(other.path_)), part_(std::exchange(other.part_, "")),
      out_(std::exchange(other.out_, nullptr)), error_(other.error_) {}

FileSink::~FileSink() {
  if (out_ && out_ != stdout)
    std::fclose(out_);
  if (!part_.empty())
    unlink(part_.c_str());
}

void FileSink::write(std::string_view text) {
  if (error_ == 0 &&
      std::fwrite(text.data(), 1, text.size(), out_) != text.size())
    error_ = errno;
}

Result<void> FileSink::commit() {
  if (std::fflush(out_) != 0 && error_ == 0)
    error_ = errno;
  const bool unread = error_ == EPIPE;
  if (unread)
    error_ = 0;
  if (out_ == stdout)
    return error_ == 0 ? Result<void>{}
                       : fail("cannot write: " + errno_text(error_), "stdout",
                              "send stdout where there is room");
  const bool closed = std::fclose(std::exchange(out_, nullptr)) == 0 || unread;
  const bool in_place =
      part_.empty() || std::rename(part_.c_str(), path_.c_str()) == 0;
  if (error_ != 0 || !closed || !in_place)
    return fail("cannot write: " + errno_text(error_ != 0 ? error_ : errno),
                path_);
  part_.clear();
  return {};
}

int FileSink::descriptor() const { return fileno(out_); }

Result<void> write_text(const std::string& path, std::string_view text) {
  auto sink = FileSink::create(path);
  if (!sink)
    return std::unexpected(sink.error());
  sink->write(text);
  return sink->commit();
}

} // namespace imds
