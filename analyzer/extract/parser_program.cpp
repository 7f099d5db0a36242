// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/parser_program.h"

#include "analyzer/extract/frames.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace imds::analyzer {
namespace {

constexpr const char* kProgram = "imds-ready-parse";

/// Beside this program, or where a test or an installation has it.
Result<std::string> find_program() {
  std::error_code error;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
  const auto folder = self.parent_path();
  for (const char* place : {"", "../libexec/imds-ready"}) {
    const auto path = folder / place / kProgram;
    if (::access(path.c_str(), X_OK) == 0)
      return path.string();
  }
  return fail("imds-ready-parse is not there", folder.string(),
              "reinstall imds-ready, or: cmake --build --preset release");
}

struct Child {
  pid_t pid = -1;
  int to = -1;
  int from = -1;
};

[[noreturn]] void become(const std::string& program, int jobs, int timeout_s,
                         int in, int out) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  const std::string jobs_text = std::to_string(jobs);
  const std::string timeout_text = std::to_string(timeout_s);
  ::execl(program.c_str(), program.c_str(), jobs_text.c_str(),
          timeout_text.c_str(), nullptr);
  ::_exit(127);
}

Result<Child> start(int jobs, int timeout_s) {
  const auto program = find_program();
  if (!program)
    return std::unexpected(program.error());
  std::array<int, 2> in{};
  std::array<int, 2> out{};
  if (::pipe2(in.data(), O_CLOEXEC) != 0 || ::pipe2(out.data(), O_CLOEXEC) != 0)
    return fail(std::string("no pipe: ") + std::strerror(errno), *program);
  Child child;
  child.pid = ::fork();
  if (child.pid == 0)
    become(*program, jobs, timeout_s, in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  child.to = in[1];
  child.from = out[0];
  if (child.pid < 0)
    return fail(std::string("cannot fork: ") + std::strerror(errno), *program);
  return child;
}

} // namespace

Result<void>
run_parser(const std::vector<ParseTask>& tasks, int jobs, int timeout_s,
           const std::function<void(std::size_t, ParseResult)>& done) {
  if (tasks.empty())
    return {};
  const auto child = start(jobs, timeout_s);
  if (!child)
    return std::unexpected(child.error());
  const auto old = ::signal(SIGPIPE, SIG_IGN);
  write_all(child->to, to_bytes(tasks));
  ::close(child->to);
  std::vector<bool> answered(tasks.size());
  while (auto frame = read_frame(child->from)) {
    if (frame->index >= tasks.size() || answered[frame->index])
      continue;
    answered[frame->index] = true;
    done(frame->index, result_from_bytes(frame->bytes));
  }
  ::close(child->from);
  ::signal(SIGPIPE, old);
  while (::waitpid(child->pid, nullptr, 0) < 0 && errno == EINTR) {
  }
  ParseResult lost;
  lost.why = "the parser ended early";
  for (std::size_t i = 0; i < tasks.size(); ++i)
    if (!answered[i])
      done(i, lost);
  return {};
}

} // namespace imds::analyzer
