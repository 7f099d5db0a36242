// SPDX-License-Identifier: Apache-2.0
//
// A file that is written twice within one tick of the file system's clock has
// the same stamp both times. If the first writing was seen and the second was
// not, its stamp would vouch for what was never read. So a stamp vouches only
// if it was old when the reading began: by more than a tick, which is 10 ms at
// most where times have fractions, and 2 s where they have none.
//
// Tested by stamp_test.cpp.
#include "analyzer/cache/stamp.h"

#include <sys/stat.h>

#include <ctime>

namespace imds::analyzer {
namespace {

constexpr std::int64_t kSecond = 1'000'000'000;
constexpr std::int64_t kTick = kSecond / 20;
constexpr std::int64_t kCoarseTick = 2 * kSecond;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * kSecond + time.tv_nsec;
}

} // namespace

Stamp stamp_of(const std::string& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0)
    return {};
  return {.bytes = static_cast<std::uint64_t>(info.st_size),
          .inode = info.st_ino,
          .modified = nanoseconds(info.st_mtim),
          .changed = nanoseconds(info.st_ctim)};
}

std::int64_t stamp_clock() {
  timespec now{};
  ::clock_gettime(CLOCK_REALTIME, &now);
  return nanoseconds(now);
}

bool is_settled(const Stamp& stamp, std::int64_t moment) {
  const bool coarse = stamp.changed % kSecond == 0;
  return stamp.changed < moment - (coarse ? kCoarseTick : kTick);
}

} // namespace imds::analyzer
