// SPDX-License-Identifier: Apache-2.0
#include "analyzer/subprocess.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

extern char** environ;

namespace imds::analyzer {
namespace {

std::string read_all(int fd) {
  std::string text;
  std::array<char, 1 << 16> buffer;
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n > 0)
      text.append(buffer.data(), static_cast<std::size_t>(n));
    else if (n == 0 || errno != EINTR)
      return text;
  }
}

/// An unnamed file: it never fills up, so stdout can be read to its end first.
int scratch_file() {
  std::FILE* file = std::tmpfile();
  if (!file)
    return -1;
  const int fd = ::fcntl(::fileno(file), F_DUPFD_CLOEXEC, 3);
  std::fclose(file);
  return fd;
}

int start(const std::vector<std::string>& command, int out, int err,
          pid_t& child) {
  std::vector<char*> argv;
  for (const auto& word : command)
    argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  const int failed =
      ::posix_spawnp(&child, argv[0], &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  return failed;
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

std::string first_line(int fd) {
  ::lseek(fd, 0, SEEK_SET);
  const auto text = read_all(fd);
  return text.substr(0, text.find('\n'));
}

} // namespace

Result<std::string> output_of(const std::vector<std::string>& command) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0)
    return fail(std::string("pipe: ") + std::strerror(errno));
  const int err = scratch_file();
  pid_t child = 0;
  const int failed = start(command, ends[1], err, child);
  ::close(ends[1]);
  const auto text = failed ? std::string() : read_all(ends[0]);
  ::close(ends[0]);
  const int status = failed ? 0 : wait_for(child);
  const auto trouble = first_line(err);
  ::close(err);
  if (failed)
    return fail("cannot run " + command[0] + ": " + std::strerror(failed));
  if (status != 0)
    return fail(trouble.empty() ? command[0] + " failed" : trouble);
  return text;
}

} // namespace imds::analyzer
