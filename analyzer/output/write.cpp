// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/render.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace imds::analyzer {
namespace {

Result<void> trouble(const std::string& path, const char* call) {
  return fail(std::string(call) + ": " + std::strerror(errno), path);
}

bool put(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno != EINTR)
      return false;
    if (n > 0)
      text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// A pipe or a device is written to; a file is replaced.
bool is_special(const std::string& path) {
  struct stat st = {};
  return ::stat(path.c_str(), &st) == 0 && !S_ISREG(st.st_mode);
}

} // namespace

Result<void> write_output(const std::string& text, const std::string& path) {
  if (path == "-") {
    // A reader that went away is no trouble of ours: the verdict stands.
    if (!put(STDOUT_FILENO, text) && errno != EPIPE)
      return trouble("stdout", "cannot write");
    return {};
  }
  const bool in_place = is_special(path);
  const auto part = in_place ? path : path + ".part";
  const int fd =
      ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0)
    return trouble(path, "cannot open for writing");
  const bool whole = put(fd, text) || errno == EPIPE;
  const bool closed = ::close(fd) == 0;
  if (whole && closed &&
      (in_place || std::rename(part.c_str(), path.c_str()) == 0))
    return {};
  auto error = trouble(path, "cannot write");
  if (!in_place)
    ::unlink(part.c_str());
  return error;
}

} // namespace imds::analyzer
