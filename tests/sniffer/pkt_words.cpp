// SPDX-License-Identifier: Apache-2.0
#include "pkt_words.h"

#include <cstdlib>

namespace imds::sniffer::test {
namespace {

char escaped(const std::string& line, std::size_t& at) {
  switch (line[at]) {
  case 'r':
    return '\r';
  case 'n':
    return '\n';
  case 't':
    return '\t';
  case 'x':
    at += 2;
    return static_cast<char>(
        std::strtol(line.substr(at - 1, 2).c_str(), nullptr, 16));
  default:
    return line[at];
  }
}

/// `at` is behind the opening quote, and in the end behind the closing one.
bool read_quoted(const std::string& line, std::size_t& at, std::string& text) {
  for (; at < line.size(); ++at) {
    if (line[at] == '"')
      return ++at, true;
    if (line[at] == '\\' && at + 1 < line.size())
      text += escaped(line, ++at);
    else
      text += line[at];
  }
  return false;
}

void repeat(const std::string& line, std::size_t& at, std::string& text) {
  if (at >= line.size() || line[at] != '*')
    return;
  char* end = nullptr;
  const long times = std::strtol(line.c_str() + at + 1, &end, 10);
  at = static_cast<std::size_t>(end - line.c_str());
  const std::string once = text;
  for (long i = 1; i < times; ++i)
    text += once;
}

} // namespace

std::optional<std::vector<Word>> words_of(const std::string& line) {
  std::vector<Word> words;
  std::size_t at = 0;
  while (true) {
    at = line.find_first_not_of(' ', at);
    if (at == std::string::npos || line[at] == '#')
      return words;
    if (line[at] != '"') {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      words.push_back({line.substr(at, end - at), false});
      at = end;
      continue;
    }
    Word word{"", true};
    if (!read_quoted(line, ++at, word.text))
      return std::nullopt;
    repeat(line, at, word.text);
    words.push_back(word);
  }
}

} // namespace imds::sniffer::test
