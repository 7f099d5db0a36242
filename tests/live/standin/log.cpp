// SPDX-License-Identifier: Apache-2.0
#include "live/standin/log.h"

#include <arpa/inet.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>

namespace imds::standin {
namespace {

std::string now() {
  using namespace std::chrono;
  const auto time = floor<milliseconds>(system_clock::now());
  const auto seconds = floor<std::chrono::seconds>(time);
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03d}Z", fmt::gmtime(seconds),
                     (time - seconds).count());
}

void write(std::FILE* log, const nlohmann::ordered_json& line) {
  using Handler = nlohmann::ordered_json::error_handler_t;
  const std::string text = line.dump(-1, ' ', false, Handler::replace);
  fmt::print(log, "{}\n", text);
}

template <class T> nlohmann::ordered_json or_null(const T& value, bool known) {
  return known ? nlohmann::ordered_json(value) : nlohmann::ordered_json();
}

} // namespace

void write_request(std::FILE* log, const Entry& entry) {
  const Request& request = entry.request;
  const auto agent = request.header("user-agent");
  write(log,
        {{"event", "request"},
         {"time", now()},
         {"request", entry.number},
         {"connection", entry.connection},
         {"nth", entry.nth},
         {"peer", entry.peer},
         {"endpoint", entry.endpoint},
         {"method", or_null(request.method, !request.malformed)},
         {"path", or_null(request.path, !request.malformed)},
         {"token", entry.answer.token},
         {"status", or_null(entry.answer.status, entry.answer.status != 0)},
         {"hop_limit", or_null(entry.hop_limit, entry.hop_limit != 0)},
         {"user_agent", or_null(agent.value_or(""), agent.has_value())}});
}

void write_settings(std::FILE* log, const Settings& settings,
                    const std::string& trouble) {
  write(log, {{"event", "settings"},
              {"time", now()},
              {"required", settings.required},
              {"hop_limit", settings.hop_limit},
              {"trouble", or_null(trouble, !trouble.empty())}});
  std::fflush(log);
}

std::string describe_peer(const sockaddr_storage& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET6) {
    const auto& v6 = reinterpret_cast<const sockaddr_in6&>(address);
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    return fmt::format("[{}]:{}", text.data(), ntohs(v6.sin6_port));
  }
  const auto& v4 = reinterpret_cast<const sockaddr_in&>(address);
  inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  return fmt::format("{}:{}", text.data(), ntohs(v4.sin_port));
}

} // namespace imds::standin
