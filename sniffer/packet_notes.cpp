// SPDX-License-Identifier: Apache-2.0
//
// Two ways exist to say in a capture file which process sent a packet: free
// text in the packet's comment, which every tshark shows, and the newer blocks
// (a process information entry in Wireshark's custom block, and the option
// epb_processid_threadid that refers to it). Both are hearsay, so confidence
// is medium at most.
//
// Tested by capture_reader_test.cpp.
#include "sniffer/packet_notes.h"

#include "sniffer/pcapng_options.h"

#include <charconv>
#include <optional>

namespace imds::sniffer {
namespace {

constexpr std::size_t kLongestText = 4096;

std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < 0)
    return std::nullopt;
  return value;
}

std::optional<std::string> text(std::string_view value) {
  if (value.empty() || value.size() > kLongestText)
    return std::nullopt;
  return std::string(value);
}

void set_program(std::string_view command, Caller& caller) {
  if (command.starts_with('/'))
    caller.exe = text(command);
  caller.comm = text(command.substr(command.rfind('/') + 1));
}

Parent& parent_of(Caller& caller) {
  if (caller.parents.empty())
    caller.parents.emplace_back();
  return caller.parents.front();
}

void read_field(std::string_view key, std::string_view value, Caller& c) {
  if (key == "PID")
    c.pid = number(value);
  else if (key == "Cmd")
    set_program(value, c);
  else if (key == "UserId")
    c.uid = number(value);
  else if (key == "User")
    c.user = text(value);
  else if (key == "ParentPID")
    parent_of(c).pid = number(value).value_or(0);
  else if (key == "ParentCmd")
    parent_of(c).comm = value.substr(value.rfind('/') + 1);
  else if (key == "Unit")
    c.unit = text(value);
  else if (key == "Cgroup")
    c.cgroup = text(value);
  else if (key == "ContainerId")
    c.container = text(value);
  else if (key == "ContainerImage" && !value.starts_with("sha256:"))
    c.image = text(value); // an id is no name
  else if (key == "PodUID")
    c.pod = text(value);
}

constexpr ByteOrder kLittle{false};

void read_process_option(std::uint16_t code, Bytes value, Caller& c) {
  constexpr std::uint16_t kName = 2, kPath = 3, kParent = 5, kUid = 6,
                          kUser = 7, kStart = 9;
  if (code == kName)
    c.comm = text(as_text(value));
  else if (code == kPath)
    c.exe = text(as_text(value));
  else if (code == kParent && value.size() == 4)
    parent_of(c).pid = kLittle.u32(value, 0);
  else if (code == kUid && value.size() == 4)
    c.uid = kLittle.u32(value, 0);
  else if (code == kUser)
    c.user = text(as_text(value));
  else if (code == kStart && value.size() == 8)
    c.start_time_ns = static_cast<std::int64_t>(kLittle.u64(value, 0));
}

} // namespace

bool names_somebody(const Caller& caller) {
  return caller.pid.value_or(0) > 0 || caller.container.has_value();
}

void read_comment(std::string_view comment, Caller& caller) {
  caller.attribution = Attribution::pcapng;
  caller.confidence = Confidence::medium;
  while (!comment.empty()) {
    const std::size_t end = comment.find('\n');
    const std::string_view line = comment.substr(0, end);
    const std::size_t colon = line.find(": ");
    if (colon != std::string_view::npos)
      read_field(line.substr(0, colon), line.substr(colon + 2), caller);
    comment.remove_prefix(end == std::string_view::npos ? comment.size()
                                                        : end + 1);
  }
}

bool read_process_entry(Bytes entry, Caller& caller) {
  if (entry.size() < 4)
    return false;
  caller.attribution = Attribution::pcapng;
  caller.confidence = Confidence::medium;
  caller.pid = kLittle.u32(entry, 0);
  for_each_option(entry.subspan(4), kLittle,
                  [&](std::uint16_t code, Bytes value) {
                    read_process_option(code, value, caller);
                  });
  return true;
}

} // namespace imds::sniffer
