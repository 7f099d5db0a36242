// SPDX-License-Identifier: Apache-2.0
//
// Which finding of today is the one of last week? Its line number has changed,
// so the identity is made of what a maintainer would recognize it by: the rule,
// the function, and the text of the line without white space. The folder is
// left out: moving a file mends nothing. Two equal lines in one function are
// two findings; they are counted, so that a third one is new.
//
// Tested by fingerprint_test.cpp.
#include "analyzer/fingerprint.h"

#include <fmt/format.h>

#include <cctype>
#include <cstdint>
#include <fstream>
#include <map>

namespace imds::analyzer {
namespace {

/// FNV-1a: any machine gives the same value, and nobody attacks a baseline.
std::uint64_t hash(std::string_view text) {
  std::uint64_t value = 0xcbf29ce484222325;
  for (const char c : text) {
    value ^= static_cast<unsigned char>(c);
    value *= 0x100000001b3;
  }
  return value;
}

/// Lines of files, without white space; each file is read once.
class Lines {
public:
  explicit Lines(std::string root) : root_(std::move(root)) {}

  std::string at(const std::string& file, int line) {
    const auto [entry, is_new] = files_.try_emplace(file);
    if (is_new)
      entry->second = read(root_ + "/" + file);
    const auto index = static_cast<std::size_t>(line) - 1;
    return index < entry->second.size() ? entry->second[index] : std::string();
  }

private:
  static std::vector<std::string> read(const std::string& path) {
    std::vector<std::string> lines;
    std::ifstream in(path);
    for (std::string line; std::getline(in, line);) {
      std::erase_if(line, [](unsigned char c) { return std::isspace(c); });
      lines.push_back(std::move(line));
    }
    return lines;
  }

  std::string root_;
  std::map<std::string, std::vector<std::string>> files_;
};

} // namespace

void fingerprint(Analysis& analysis) {
  Lines lines(analysis.root);
  std::map<std::uint64_t, int> seen;
  for (auto& [f, standing, why] : analysis.findings) {
    const auto value = hash(fmt::format("{}\n{}\n{}", f.rule, f.function,
                                        lines.at(f.file, f.line)));
    f.fingerprint = fmt::format("{:016x}:{}", value, ++seen[value]);
  }
}

} // namespace imds::analyzer
