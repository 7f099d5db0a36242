// SPDX-License-Identifier: Apache-2.0
// One process a translation unit: what is lost with it is one file.
//
// The parent has no threads and has loaded Clang already, so a fork is cheap
// and a worker starts at once. It writes its answer to a pipe and ends. What
// counts is its CPU time, so that a busy machine finds what an idle one does;
// the parent watches the pipes, and the clock for workers that only wait.
// Tested by tests/analyzer/extract/worker_pool_test.cpp.
#include "analyzer/extract/worker_pool.h"

#include "analyzer/extract/frames.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace imds::analyzer {
namespace {

constexpr int kClockPerCpu = 5; // wall time for each second of CPU time

using Clock = std::chrono::steady_clock;

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::uint32_t index = 0;
  Clock::time_point deadline;
  std::vector<std::uint8_t> bytes;
  bool late = false;
};

void limit_memory([[maybe_unused]] std::uint64_t mb) {
  // AddressSanitizer reserves terabytes of address space.
#if !defined(__SANITIZE_ADDRESS__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IMDS_NO_MEMORY_LIMIT
#endif
#endif
#ifndef IMDS_NO_MEMORY_LIMIT
  const rlimit limit{mb << 20, mb << 20};
  ::setrlimit(RLIMIT_AS, &limit);
#endif
#endif
}

/// Nothing that Clang prints about its own trouble reaches the user.
void silence_output() {
  const int nowhere = ::open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nowhere < 0)
    return;
  ::dup2(nowhere, STDIN_FILENO);
  ::dup2(nowhere, STDOUT_FILENO);
  ::dup2(nowhere, STDERR_FILENO);
}

[[noreturn]] void run_worker(const ParseTask& task, const PoolLimits& limits,
                             const Work& work, int fd) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  const auto most = static_cast<rlim_t>(limits.timeout_s);
  const rlimit cpu{most, most + 1};
  ::setrlimit(RLIMIT_CPU, &cpu);
  limit_memory(limits.memory_mb);
  silence_output();
  const auto early = [fd](const ParseResult& result) {
    write_frame(fd, {0, to_bytes(result)});
  };
  const bool ok = write_frame(fd, {0, to_bytes(work(task, early))});
  ::_exit(ok ? 0 : 1);
}

/// Lost to a limit of time, or to whoever kills processes when memory is
/// short; both depend on the machine's day.
bool ran_out(const Worker& worker, int status) {
  return worker.late || (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU ||
                                                 WTERMSIG(status) == SIGKILL));
}

std::string lost(const Worker& worker, int status, int timeout_s) {
  if (worker.late || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU))
    return fmt::format("gave up after {} s", timeout_s);
  if (WIFSIGNALED(status))
    return fmt::format("the parser crashed ({})",
                       ::strsignal(WTERMSIG(status)));
  return fmt::format("the parser ended with status {}", WEXITSTATUS(status));
}

class Pool {
public:
  Pool(const std::vector<ParseTask>& tasks, const PoolLimits& limits,
       const Work& work, const Done& done)
      : tasks_(tasks), limits_(limits), work_(work), done_(done) {}

  void run() {
    while (next_ < tasks_.size() || !workers_.empty()) {
      while (next_ < tasks_.size() &&
             workers_.size() < static_cast<std::size_t>(limits_.jobs))
        start(next_++);
      wait();
    }
  }

private:
  void start(std::size_t index) {
    std::array<int, 2> ends{};
    Worker worker;
    worker.index = static_cast<std::uint32_t>(index);
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
      return fail(worker.index, "no pipe for a worker", true);
    worker.pid = ::fork();
    if (worker.pid == 0)
      run_worker(tasks_[index], limits_, work_, ends[1]);
    ::close(ends[1]);
    worker.fd = ends[0];
    worker.deadline =
        Clock::now() + std::chrono::seconds(kClockPerCpu * limits_.timeout_s);
    if (worker.pid < 0) {
      ::close(ends[0]);
      return fail(worker.index, "no process for a worker", true);
    }
    workers_.push_back(std::move(worker));
  }

  void fail(std::uint32_t index, std::string why, bool hurried) {
    done_(index, {{}, std::move(why), hurried});
  }

  /// Waits until some worker says something or is late.
  void wait() {
    std::vector<pollfd> fds;
    auto soonest = Clock::time_point::max();
    for (const Worker& worker : workers_) {
      fds.push_back({worker.fd, POLLIN, 0});
      soonest = std::min(soonest, worker.deadline);
    }
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        soonest - Clock::now());
    const auto ms = std::clamp<std::int64_t>(left.count() + 1, 0, 60'000);
    if (::poll(fds.data(), fds.size(), static_cast<int>(ms)) < 0)
      return;
    for (std::size_t i = fds.size(); i-- > 0;) {
      if (fds[i].revents != 0 && !read_some(workers_[i]))
        finish(i);
      else if (Clock::now() >= workers_[i].deadline)
        kill(i);
    }
  }

  static bool read_some(Worker& worker) {
    std::array<std::uint8_t, 1 << 16> buffer{};
    const ssize_t got = ::read(worker.fd, buffer.data(), buffer.size());
    if (got < 0)
      return errno == EINTR;
    worker.bytes.insert(worker.bytes.end(), buffer.begin(),
                        buffer.begin() + got);
    return got > 0;
  }

  void kill(std::size_t i) {
    workers_[i].late = true;
    ::kill(workers_[i].pid, SIGKILL);
    finish(i);
  }

  void finish(std::size_t i) {
    Worker worker = std::move(workers_[i]);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(i));
    ::close(worker.fd);
    int status = 0;
    while (::waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
    }
    auto answer = last_frame(worker.bytes);
    const bool hurried = ran_out(worker, status);
    if (answer.empty())
      return fail(worker.index, lost(worker, status, limits_.timeout_s),
                  hurried);
    done_(worker.index, {std::move(answer), "", hurried});
  }

  const std::vector<ParseTask>& tasks_;
  const PoolLimits& limits_;
  const Work& work_;
  const Done& done_;
  std::vector<Worker> workers_;
  std::size_t next_ = 0;
};

} // namespace

void run_pool(const std::vector<ParseTask>& tasks, const PoolLimits& limits,
              const Work& work, const Done& done) {
  Pool(tasks, limits, work, done).run();
}

} // namespace imds::analyzer
