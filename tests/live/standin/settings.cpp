// SPDX-License-Identifier: Apache-2.0
#include "live/standin/settings.h"

#include <charconv>
#include <fstream>
#include <map>
#include <optional>
#include <string_view>

namespace imds::standin {
namespace {

using Words = std::map<std::string_view, int>;

const Words kVerb = {{"imds", kAsImds}, {"silent", kSilent}};

std::optional<int> number(std::string_view text, int low, int high) {
  int value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || stop != end || value < low || value > high)
    return std::nullopt;
  return value;
}

std::optional<int> word(std::string_view text, const Words& words) {
  auto found = words.find(text);
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

template <class T> bool assign(T& member, std::optional<int> value) {
  if (value)
    member = static_cast<T>(*value);
  return value.has_value();
}

std::optional<int> verb(std::string_view text) {
  auto known = word(text, kVerb);
  return known ? known : number(text, 200, 599);
}

bool apply(Settings& s, std::string_view key, std::string_view value) {
  if (key == "tokens")
    return assign(s.required, word(value, {{"optional", 0}, {"required", 1}}));
  if (key == "endpoint")
    return assign(s.enabled, word(value, {{"disabled", 0}, {"enabled", 1}}));
  if (key == "hop_limit")
    return assign(s.hop_limit, number(value, 1, 64));
  if (key == "framing")
    return assign(s.chunked, word(value, {{"length", 0}, {"chunked", 1}}));
  if (key == "connection")
    return assign(s.keep_alive, word(value, {{"close", 0}, {"keep-alive", 1}}));
  if (key == "version")
    return assign(s.http10, word(value, {{"1.1", 0}, {"1.0", 1}}));
  if (key == "put")
    return assign(s.put, verb(value));
  if (key == "get")
    return assign(s.get, verb(value));
  if (key == "expire")
    return assign(s.expire, word(value, {{"no", 0}, {"yes", 1}}));
  return false;
}

} // namespace

Settings read_settings(const std::string& path, const Settings& before,
                       std::string& trouble) {
  std::ifstream in(path);
  if (!in) {
    trouble = "cannot read " + path;
    return before;
  }
  Settings settings;
  for (std::string line; std::getline(in, line);) {
    auto equals = line.find('=');
    if (line.empty() || line.starts_with('#'))
      continue;
    if (equals == line.npos ||
        !apply(settings, line.substr(0, equals), line.substr(equals + 1))) {
      trouble = "not a setting: " + line;
      return before;
    }
  }
  return settings;
}

} // namespace imds::standin
