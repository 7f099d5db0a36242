// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/proc_text.h"

#include <algorithm>
#include <charconv>

namespace imds::sniffer {
namespace {

template <class Number> std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size())
    return std::nullopt;
  return value;
}

// Takes the text up to `separator` off the front of `text`.
std::string_view take(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const std::string_view head = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return head;
}

// The rest of the line that starts with `key`.
std::optional<std::string_view> line_after(std::string_view text,
                                           std::string_view key) {
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.starts_with(key))
      return line.substr(key.size());
  }
  return std::nullopt;
}

} // namespace

std::optional<ProcStat> read_stat(std::string_view text) {
  // The name stands in parentheses and may hold parentheses, spaces and
  // newlines itself: only the last ')' ends it.
  const auto open = text.find(" (");
  const auto close = text.rfind(')');
  if (open == std::string_view::npos || close == std::string_view::npos ||
      close < open + 2)
    return std::nullopt;
  const auto pid = number<std::int64_t>(text.substr(0, open));
  std::string_view rest = text.substr(close + 1);
  constexpr int kParentField = 2; // counted after the name
  constexpr int kStartField = 20;
  std::optional<std::int64_t> parent;
  std::optional<std::uint64_t> start;
  take(rest, ' ');
  for (int field = 1; field <= kStartField && !rest.empty(); ++field) {
    const std::string_view value = take(rest, ' ');
    if (field == kParentField)
      parent = number<std::int64_t>(value);
    if (field == kStartField)
      start = number<std::uint64_t>(value);
  }
  if (!pid || !parent || !start)
    return std::nullopt;
  return ProcStat{*pid, std::string(text.substr(open + 2, close - open - 2)),
                  *parent, *start};
}

std::optional<std::int64_t> read_uid(std::string_view status) {
  auto ids = line_after(status, "Uid:\t");
  if (!ids)
    return std::nullopt;
  take(*ids, '\t'); // the real uid
  return number<std::int64_t>(take(*ids, '\t'));
}

std::vector<std::string> read_cmdline(std::string_view text) {
  std::vector<std::string> argv;
  std::size_t left = kMaxArgumentBytes;
  while (!text.empty()) {
    if (argv.size() == kMaxArguments || left == 0) {
      argv.emplace_back("...");
      break;
    }
    const std::string_view argument = take(text, '\0');
    argv.emplace_back(argument.substr(0, left));
    if (argument.size() > left)
      argv.back() += "...";
    left -= std::min(left, argument.size());
  }
  return argv;
}

std::string read_exe(std::string link) {
  constexpr std::string_view kGone = " (deleted)";
  if (link.ends_with(kGone))
    link.resize(link.size() - kGone.size());
  return link;
}

std::optional<std::string> read_user(std::string_view passwd,
                                     std::int64_t uid) {
  while (!passwd.empty()) {
    std::string_view line = take(passwd, '\n');
    const std::string_view name = take(line, ':');
    take(line, ':'); // password
    if (!name.empty() && number<std::int64_t>(take(line, ':')) == uid)
      return std::string(name);
  }
  return std::nullopt;
}

std::optional<std::uint64_t> read_link_inode(std::string_view link,
                                             std::string_view kind) {
  if (!link.starts_with(kind))
    return std::nullopt;
  link.remove_prefix(kind.size());
  if (!link.starts_with(":[") || !link.ends_with("]"))
    return std::nullopt;
  return number<std::uint64_t>(link.substr(2, link.size() - 3));
}

} // namespace imds::sniffer
