// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzer/case_file.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

/// Where a comment that starts with `tag` begins; npos where there is none.
std::size_t find_tag(const std::string& line, const std::string& tag) {
  for (const char* open : {"// ", "# "})
    if (const auto at = line.find(open + tag); at != std::string::npos)
      return at;
  return std::string::npos;
}

std::string after(const std::string& line, const std::string& tag) {
  const auto at = find_tag(line, tag);
  if (at == std::string::npos)
    return {};
  const auto from = line.find(tag, at) + tag.size();
  const auto text = line.substr(line.find_first_not_of(' ', from));
  return text.substr(0, text.find_last_not_of(" \r") + 1);
}

bool is_alone(const std::string& line, std::size_t at) {
  return line.find_first_not_of(" \t") == at;
}

class CaseReader {
public:
  CaseReader(Expectations& into, Reader reader) : into_(into) {
    own_ = reader == Reader::clang ? "expect(clang):" : "expect(lexical):";
  }

  void read(const fs::path& path, const std::string& name) {
    std::ifstream in(path);
    int number = 0;
    for (std::string line; std::getline(in, line);)
      read_line(line, name, ++number);
  }

private:
  void read_line(const std::string& line, const std::string& name, int number) {
    if (into_.summary.empty())
      into_.summary = after(line, "");
    for (const std::string& tag : {std::string("expect:"), own_}) {
      const auto at = find_tag(line, tag);
      if (at == std::string::npos)
        continue;
      const int place = is_alone(line, at) ? number + 1 : number;
      std::string text = after(line, tag);
      for (std::size_t end; !text.empty(); text.erase(0, end)) {
        end = std::min(text.find(" and "), text.size());
        into_.found.insert(name + ":" + std::to_string(place) + " " +
                           text.substr(0, end));
        end = std::min(end + 5, text.size());
      }
    }
    if (const auto text = after(line, "switch:"); !text.empty())
      into_.config_switch = {
          text.substr(0, text.find(' ')),
          text.substr(std::min(text.find(' '), text.size() - 1) + 1)};
    if (const auto text = after(line, "unexplained:"); !text.empty())
      into_.unexplained = std::stoi(text);
    into_.lexical_gap |= after(line, "lexical:").starts_with("differs");
    std::istringstream flags(after(line, "flags:"));
    for (std::string flag; flags >> flag;)
      into_.flags.push_back(flag);
  }

  Expectations& into_;
  std::string own_;
};

} // namespace

Expectations read_case(const std::string& path, Reader reader) {
  Expectations expectations;
  CaseReader lines(expectations, reader);
  if (!fs::is_directory(path)) {
    lines.read(path, fs::path(path).filename().string());
    return expectations;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(path))
    if (entry.is_regular_file())
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files)
    lines.read(file, fs::relative(file, path).string());
  return expectations;
}

} // namespace imds::analyzer
