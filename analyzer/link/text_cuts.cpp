// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/text_cuts.h"

#include "analyzer/link/call_words.h"

namespace imds::analyzer::link {
namespace {

std::optional<std::size_t> count(const Value& value) {
  bool known = value.size() == 1 && value[0].kind == Kind::number &&
               value[0].number >= 0;
  return known ? std::optional(std::size_t(value[0].number)) : std::nullopt;
}

/// How many bytes a call takes off the start of a text.
std::optional<std::size_t> taken_off(const std::string& callee,
                                     const std::vector<Value>& args) {
  if (callee == "remove_prefix" && args.size() == 1)
    return count(args[0]);
  bool start = callee == "erase" && args.size() == 2 && count(args[0]) == 0;
  return start ? count(args[1]) : std::nullopt;
}

} // namespace

bool asks_start(const std::string& callee) {
  return is_one_of(callee, {"starts_with", "startsWith", "StartsWith"});
}

std::optional<bool> begins(const Text& text, const Text& prefix) {
  const std::string start = head(text), wanted = known(prefix);
  if (!all_literal(prefix))
    return std::nullopt;
  if (start.size() >= wanted.size() || all_literal(text))
    return start.starts_with(wanted);
  return wanted.starts_with(start) ? std::nullopt : std::optional(false);
}

std::optional<Text> without_start(const Text& text, const std::string& callee,
                                  const std::vector<Value>& args) {
  const auto off = taken_off(callee, args);
  if (!off || head(text).size() < *off)
    return std::nullopt;
  return cut(text, *off, kMaxText);
}

} // namespace imds::analyzer::link
