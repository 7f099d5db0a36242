// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/replaced_file.h"

#include "sniffer/live/wire.h"

#include <cstdio>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace imds::sniffer {
namespace {

std::string part_of(const std::string& file) { return file + ".part"; }

std::string folder_of(const std::string& file) {
  const auto slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash + 1);
}

bool is_foreign(const std::string& folder) {
  struct stat facts{};
  return ::stat(folder.c_str(), &facts) == 0 && facts.st_uid != ::geteuid();
}

// Not through a link: whoever may write in that folder must not choose which
// file the keeper empties.
Descriptor create_part(const std::string& file, mode_t mode) {
  const std::string part = part_of(file);
  ::unlink(part.c_str());
  Descriptor opened(::open(part.c_str(),
                           O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                           S_IRUSR | S_IWUSR));
  if (!opened)
    return opened;
  ::fchmod(opened.get(), mode); // whatever the umask says
  ::flock(opened.get(),
          LOCK_EX | LOCK_NB); // as the record has it; see live.cpp
  return opened;
}

bool commit_part(const std::string& file) {
  if (::rename(part_of(file).c_str(), file.c_str()) != 0)
    return false;
  // The new name is safe from a power loss once its folder is.
  const Descriptor folder(
      ::open(folder_of(file).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder)
    ::fsync(folder.get());
  return true;
}

void answer(Message kind, std::uint64_t index, std::uint64_t value, Link& link,
            int descriptor) {
  WireWriter out;
  out.number(static_cast<std::uint64_t>(kind));
  out.number(index);
  out.number(value);
  link.send(out.bytes(), descriptor);
}

} // namespace

bool in_foreign_folder(const ReplacedFiles& files) {
  return (!files.log.empty() && is_foreign(folder_of(files.log))) ||
         (!files.metrics.empty() && is_foreign(folder_of(files.metrics)));
}

void serve_file(Message kind, ReplacedFile which, const ReplacedFiles& files,
                Link& link) {
  const bool is_log = which == ReplacedFile::log;
  const std::string& file = is_log ? files.log : files.metrics;
  const auto index = static_cast<std::uint64_t>(which);
  if (index > static_cast<std::uint64_t>(ReplacedFile::metrics) || file.empty())
    return;
  if (kind == Message::commit_part)
    return answer(Message::part_committed, index, commit_part(file), link, -1);
  const mode_t for_all = S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH;
  const Descriptor part =
      create_part(file, is_log ? S_IRUSR | S_IWUSR : for_all);
  answer(Message::part_opened, index, bool(part), link, part.get());
}

} // namespace imds::sniffer
