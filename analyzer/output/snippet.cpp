// SPDX-License-Identifier: Apache-2.0
#include "analyzer/output/snippet.h"

#include "reports/term.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <fstream>
#include <string_view>

namespace imds::analyzer {
namespace {

constexpr std::size_t kGutter = 10; // "  1234 | "

std::string line_of(const std::string& path, int line) {
  std::ifstream in(path);
  std::string text;
  for (int i = 0; i < line; ++i)
    if (!std::getline(in, text))
      return {};
  if (text.ends_with('\r'))
    text.pop_back();
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

/// Stars the word at `from`, quoted or not, up to one of `ends`.
void star(std::string& text, std::size_t from, std::string_view ends) {
  const bool quoted =
      from < text.size() && (text[from] == '"' || text[from] == '\'');
  const std::string close =
      quoted ? std::string(1, text[from++]) : std::string(ends);
  for (; from < text.size() && !close.contains(text[from]); ++from)
    text[from] = text[from] == ' ' ? ' ' : '*';
}

/// Shortens `text` to `width`, with the place `at` kept inside.
void cut(std::string& text, std::size_t& at, std::size_t width) {
  if (text.size() <= width)
    return;
  const std::size_t from = at < width * 3 / 4 ? 0 : at - width / 2;
  text = text.substr(from, width);
  at -= from;
}

} // namespace

void mask_secrets(std::string& text) {
  struct Marker {
    std::string_view word; // lower case
    std::string_view ends;
  };
  constexpr Marker kMarkers[] = {
      {"metadata-token:", "\"'"}, {"authorization:", "\"'"}, {"-u ", "\"' "},
      {"--user ", "\"' "},        {"password=", "\"' &"},    {"_key=", "\"' &"},
      {"token=", "\"' &"}};
  std::string lower = text;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) {
    return static_cast<char>(std::tolower(c));
  });
  for (const Marker& marker : kMarkers)
    for (auto at = lower.find(marker.word); at != std::string::npos;
         at = lower.find(marker.word, at + 1))
      star(text, at + marker.word.size(), marker.ends);
}

std::string snippet(const std::string& path, int line, int column,
                    int columns) {
  std::string text = line_of(path, line);
  auto at = static_cast<std::size_t>(std::max(column, 1)) - 1;
  if (text.empty() || at >= text.size())
    return {};
  mask_secrets(text);
  cut(text, at, static_cast<std::size_t>(std::max(columns, 40)) - kGutter);
  return fmt::format("{:>6} | {}\n       | {}^\n", line, term::printable(text),
                     std::string(at, ' '));
}

} // namespace imds::analyzer
