// SPDX-License-Identifier: Apache-2.0
// imds-load: asks a stand-in IMDS at a steady rate, half of the requests with
// a token, each on a connection of its own, as one-shot callers do.
//
//   imds-load RATE SECONDS ADDRESS
//
// One line of JSON at the end says how many were sent and answered; a sniffer
// beside it has to have counted as many. It runs in a network namespace of the
// tests and nowhere else.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWorkers = 8;
constexpr timeval kPatience{.tv_sec = 2, .tv_usec = 0};
constexpr std::array kPaths = {"ami-id",   "hostname",         "instance-id",
                               "mac",      "placement/region", "local-ipv4",
                               "services", "security-groups"};

struct Target {
  sockaddr_storage address{};
  socklen_t size = 0;
};

struct Totals {
  std::atomic<long> sent{0};
  std::atomic<long> answered{0};
};

Target parse_target(const char* text) {
  Target out;
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&out.address);
  auto* v4 = reinterpret_cast<sockaddr_in*>(&out.address);
  if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(80);
    out.size = sizeof *v6;
  } else if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(80);
    out.size = sizeof *v4;
  }
  return out;
}

int connect_to(const Target& target) {
  const int fd = socket(target.address.ss_family, SOCK_STREAM, 0);
  if (fd < 0)
    return -1;
  setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &kPatience, sizeof kPatience);
  setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &kPatience, sizeof kPatience);
  const auto* address = reinterpret_cast<const sockaddr*>(&target.address);
  if (connect(fd, address, target.size) == 0)
    return fd;
  close(fd);
  return -1;
}

/// The whole answer to `request`; empty where it could not be sent.
std::string ask(const Target& target, const std::string& request) {
  const int fd = connect_to(target);
  if (fd < 0)
    return {};
  std::string answer;
  std::array<char, 4096> bytes;
  const auto size = static_cast<ssize_t>(request.size());
  if (send(fd, request.data(), request.size(), MSG_NOSIGNAL) == size)
    for (ssize_t got; (got = recv(fd, bytes.data(), bytes.size(), 0)) > 0;)
      answer.append(bytes.data(), static_cast<std::size_t>(got));
  close(fd);
  return answer;
}

std::string get_token(const Target& target) {
  const std::string answer =
      ask(target, "PUT /latest/api/token HTTP/1.1\r\nHost: imds\r\n"
                  "X-aws-ec2-metadata-token-ttl-seconds: 21600\r\n\r\n");
  const auto end = answer.find("\r\n\r\n");
  return end == answer.npos ? "" : answer.substr(end + 4);
}

std::string make_request(long number, const std::string& token) {
  const auto path = kPaths[static_cast<std::size_t>(number) % kPaths.size()];
  const std::string header =
      number % 2 == 0 ? "" : "X-aws-ec2-metadata-token: " + token + "\r\n";
  return fmt::format("GET /latest/meta-data/{} HTTP/1.1\r\nHost: imds\r\n"
                     "User-Agent: imds-load\r\n{}\r\n",
                     path, header);
}

void work(const Target& target, const std::string& token, double rate,
          long count, Totals& totals) {
  const auto start = Clock::now();
  for (long i = 0; i < count; ++i) {
    const auto due =
        std::chrono::duration<double>(static_cast<double>(i) / rate);
    std::this_thread::sleep_until(
        start + std::chrono::duration_cast<Clock::duration>(due));
    totals.sent++;
    if (ask(target, make_request(i, token)).starts_with("HTTP/1.1 200"))
      totals.answered++;
  }
}

long number(std::string_view text) {
  long value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

} // namespace

int main(int argc, char** argv) {
  const Target target = argc == 4 ? parse_target(argv[3]) : Target{};
  if (target.size == 0) {
    fmt::print(stderr, "usage: imds-load RATE SECONDS ADDRESS\n");
    return 2;
  }
  const long rate = number(argv[1]);
  const long count = rate * number(argv[2]) / kWorkers;
  const std::string token = get_token(target);
  Totals totals;
  const auto start = Clock::now();
  {
    std::vector<std::jthread> workers;
    for (int i = 0; i < kWorkers; ++i)
      workers.emplace_back([&] {
        work(target, token, static_cast<double>(rate) / kWorkers, count,
             totals);
      });
  }
  const std::chrono::duration<double> took = Clock::now() - start;
  fmt::print("{{\"puts\": 1, \"sent\": {}, \"answered\": {}, "
             "\"seconds\": {:.2f}}}\n",
             totals.sent.load(), totals.answered.load(), took.count());
}
