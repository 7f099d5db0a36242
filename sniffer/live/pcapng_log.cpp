// SPDX-License-Identifier: Apache-2.0
//
// Process information goes in twice: as a comment, which every tshark shows,
// and as the newer blocks (a process entry in Wireshark's custom block, and an
// option of the packet that refers to it) for readers that search by process.
// Tested by tests/sniffer/live/pcapng_log_test.cpp, with our own reader, and
// tests/live/service_options_test.py, with tshark.
#include "sniffer/live/pcapng_log.h"

#include "reports/term.h"
#include "sniffer/live/blank_payload.h"
#include "sniffer/pcapng_blocks.h"

#include <cerrno>
#include <fmt/format.h>
#include <string_view>
#include <vector>

namespace imds::sniffer {
namespace {

constexpr std::size_t kMostDescribed = 1u << 14;

template <class Number> void put(std::string& out, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i)
    out += static_cast<char>(static_cast<std::uint64_t>(value) >> 8 * i);
}

void pad(std::string& out) { out.append((4 - out.size() % 4) % 4, '\0'); }

void option(std::string& out, std::uint16_t code, std::string_view value) {
  constexpr std::size_t kLongest = 0xffff;
  value = value.substr(0, kLongest);
  put(out, code);
  put(out, static_cast<std::uint16_t>(value.size()));
  out += value;
  pad(out);
}

template <class Number>
void number_option(std::string& out, std::uint16_t code, Number value) {
  std::string bytes;
  put(bytes, value);
  option(out, code, bytes);
}

void block(std::string& out, std::uint32_t type, std::string body) {
  pad(body);
  const auto length = static_cast<std::uint32_t>(body.size() + 12);
  put(out, type);
  put(out, length);
  out += body;
  put(out, length);
}

// A line a field: a script among the arguments must not write lines of its own.
std::string comment_of(const Caller& c) {
  std::string text;
  const auto line = [&text](const char* key, const std::string& value) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : "\n", key,
                        term::printable(value));
  };
  const auto maybe = [&line](const char* key,
                             const std::optional<std::string>& value) {
    if (value)
      line(key, *value);
  };
  line("PID", std::to_string(c.pid.value_or(0)));
  maybe("Cmd", c.exe ? c.exe : c.comm);
  if (c.argv)
    line("Args", fmt::format("{}", fmt::join(*c.argv, " ")));
  if (c.uid)
    line("UserId", std::to_string(*c.uid));
  maybe("User", c.user);
  if (!c.parents.empty()) {
    line("ParentPID", std::to_string(c.parents.front().pid));
    line("ParentCmd", c.parents.front().comm);
  }
  maybe("Unit", c.unit);
  maybe("Cgroup", c.cgroup);
  maybe("ContainerId", c.container);
  maybe("ContainerImage", c.image);
  maybe("PodUID", c.pod);
  return text;
}

} // namespace

PcapngLog::PcapngLog(Descriptor file) : file_(std::move(file)) {
  std::string body;
  put(body, kByteOrderMagic);
  put(body, std::uint16_t{1});
  put(body, std::uint16_t{0});
  put(body, ~std::uint64_t{0}); // length of the section: not known
  option(body, 4, "imds-ready sniff " IMDS_VERSION);
  put(body, std::uint32_t{0});
  block(out_, kSection, std::move(body));
}

std::uint32_t PcapngLog::interface_of(const Packet& packet) {
  const auto [place, is_new] =
      interfaces_.try_emplace({packet.netns, packet.interface},
                              static_cast<std::uint32_t>(interfaces_.size()));
  if (!is_new)
    return place->second;
  std::string body;
  constexpr std::uint16_t kRawIp = 101;
  constexpr char kNanoseconds = 9;
  put(body, kRawIp);
  put(body, std::uint16_t{0});
  put(body, std::uint32_t{262144});
  option(body, kInterfaceName,
         fmt::format("net:[{}] {}", packet.netns, packet.interface));
  option(body, kResolution, std::string_view(&kNanoseconds, 1));
  put(body, std::uint32_t{0});
  block(out_, kInterface, std::move(body));
  return place->second;
}

// Once a process, before its first packet.
void PcapngLog::describe(const Caller& c) {
  if (described_.size() > kMostDescribed)
    described_.clear();
  const std::int64_t start = c.start_time_ns.value_or(0);
  const auto [place, is_new] = described_.try_emplace(*c.pid, start);
  if (!is_new && place->second == start)
    return;
  place->second = start;
  std::string entry;
  put(entry, static_cast<std::uint32_t>(*c.pid));
  option(entry, 2, c.comm.value_or(""));
  option(entry, 3, c.exe.value_or(""));
  if (!c.parents.empty())
    number_option(entry, 5, static_cast<std::uint32_t>(c.parents.front().pid));
  if (c.uid)
    number_option(entry, 6, static_cast<std::uint32_t>(*c.uid));
  if (c.user)
    option(entry, 7, *c.user);
  if (c.start_time_ns)
    number_option(entry, 9, *c.start_time_ns);
  put(entry, std::uint32_t{0});
  std::string body;
  put(body, kWiresharkNumber);
  put(body, kProcessEntry);
  put(body, static_cast<std::uint32_t>(entry.size()));
  block(out_, kCustom, body + entry);
}

void PcapngLog::write(const Packet& packet, const Caller* caller) {
  if (!ok_)
    return;
  const std::uint32_t interface = interface_of(packet);
  if (caller && caller->pid)
    describe(*caller);
  std::vector<std::uint8_t> bytes(packet.bytes.begin(), packet.bytes.end());
  blank_payload(bytes);
  std::string body;
  const auto time = static_cast<std::uint64_t>(packet.time_ns);
  put(body, interface);
  put(body, static_cast<std::uint32_t>(time >> 32));
  put(body, static_cast<std::uint32_t>(time));
  put(body, static_cast<std::uint32_t>(bytes.size()));
  put(body, packet.original_length);
  body.append(bytes.begin(), bytes.end());
  pad(body);
  if (caller && caller->pid) {
    number_option(body, kProcessId,
                  static_cast<std::uint64_t>(*caller->pid)); // pid, tid
    option(body, kComment, comment_of(*caller));
    put(body, std::uint32_t{0});
  }
  block(out_, kPacket, std::move(body));
  constexpr std::size_t kBuffer = 1u << 16;
  if (out_.size() > kBuffer)
    flush();
}

void PcapngLog::flush() {
  std::size_t done = 0;
  while (ok_ && done < out_.size()) {
    const ssize_t wrote =
        ::write(file_.get(), out_.data() + done, out_.size() - done);
    if (wrote > 0)
      done += static_cast<std::size_t>(wrote);
    else
      ok_ = wrote < 0 && errno == EINTR;
  }
  out_.clear();
}

} // namespace imds::sniffer
