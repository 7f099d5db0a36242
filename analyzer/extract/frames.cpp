// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/frames.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace imds::analyzer {
namespace {

constexpr std::uint32_t kMaxFrame = 1U << 30;

bool read_exactly(int fd, std::span<std::uint8_t> into) {
  while (!into.empty()) {
    const ssize_t got = ::read(fd, into.data(), into.size());
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return false;
    into = into.subspan(static_cast<std::size_t>(got));
  }
  return true;
}

} // namespace

bool write_all(int fd, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR)
      continue;
    if (put <= 0)
      return false;
    bytes = bytes.subspan(static_cast<std::size_t>(put));
  }
  return true;
}

bool write_frame(int fd, const Frame& frame) {
  const std::array<std::uint32_t, 2> head = {
      frame.index, static_cast<std::uint32_t>(frame.bytes.size())};
  std::array<std::uint8_t, sizeof head> raw{};
  std::memcpy(raw.data(), head.data(), sizeof head);
  return frame.bytes.size() < kMaxFrame && write_all(fd, raw) &&
         write_all(fd, frame.bytes);
}

std::optional<Frame> read_frame(int fd) {
  std::array<std::uint32_t, 2> head{};
  std::array<std::uint8_t, sizeof head> raw{};
  if (!read_exactly(fd, raw))
    return std::nullopt;
  std::memcpy(head.data(), raw.data(), sizeof head);
  if (head[1] >= kMaxFrame)
    return std::nullopt;
  Frame frame{head[0], std::vector<std::uint8_t>(head[1])};
  if (!read_exactly(fd, frame.bytes))
    return std::nullopt;
  return frame;
}

std::vector<std::uint8_t> last_frame(std::span<const std::uint8_t> bytes) {
  std::span<const std::uint8_t> last;
  std::array<std::uint32_t, 2> head{};
  while (bytes.size() >= sizeof head) {
    std::memcpy(head.data(), bytes.data(), sizeof head);
    bytes = bytes.subspan(sizeof head);
    if (head[1] > bytes.size())
      break;
    last = bytes.first(head[1]);
    bytes = bytes.subspan(head[1]);
  }
  return {last.begin(), last.end()};
}

std::vector<std::uint8_t> read_to_end(int fd) {
  std::vector<std::uint8_t> out;
  std::array<std::uint8_t, 1 << 16> buffer{};
  for (;;) {
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0)
      return out;
    out.insert(out.end(), buffer.begin(), buffer.begin() + got);
  }
}

} // namespace imds::analyzer
