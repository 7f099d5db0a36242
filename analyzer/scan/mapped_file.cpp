// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imds::analyzer {

namespace {

constexpr std::size_t kMapFrom = 256u << 10;

} // namespace

MappedFile::MappedFile(const std::string& path) {
  // O_NONBLOCK: a pipe in the tree must not stop the scan.
  int file = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (file < 0)
    return;
  struct stat info{};
  bool regular = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  auto size = static_cast<std::size_t>(info.st_size);
  if (regular && size > kLargest)
    state_ = State::too_large;
  else if (regular)
    read(file, size);
  close(file);
}

MappedFile::~MappedFile() {
  if (mapping_ != nullptr)
    munmap(mapping_, text_.size());
}

void MappedFile::read(int file, std::size_t size) {
  if (size >= kMapFrom) {
    void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    if (at != MAP_FAILED) {
      mapping_ = at;
      text_ = {static_cast<const char*>(at), size};
      state_ = State::ready;
      return;
    }
  }
  copy_.resize(size);
  std::size_t done = 0;
  while (done < size) {
    ssize_t got = ::read(file, copy_.data() + done, size - done);
    if (got < 0)
      return;
    if (got == 0)
      break;
    done += static_cast<std::size_t>(got);
  }
  text_ = std::string_view(copy_).substr(0, done);
  state_ = State::ready;
}

} // namespace imds::analyzer
