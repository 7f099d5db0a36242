// SPDX-License-Identifier: Apache-2.0
//
// Which program is this code in? A survey names /usr/bin/rolefetch, a finding
// names src/role.cpp. CMake writes both into one path of the compilation
// database:
//
//   tools/CMakeFiles/rolefetch.dir/src/role.cpp.o
//
// which is folder, target, and source within the folder. The text is searched
// and not parsed, because a database of 10,000 entries would take longer than
// everything else in a second run. A file that two targets compile has none.
//
// A User-Agent is the other sign: what an HTTP client calls itself stands as a
// literal somewhere in the same file.
//
// Other build systems name their objects otherwise; then there is no target.
// Tested by program_signs_test.cpp.
#include "analyzer/program_signs.h"

#include "analyzer/scan/literals.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

namespace imds::analyzer {
namespace {

constexpr std::string_view kObjects = "CMakeFiles/";
constexpr std::size_t kMostStrings = 8;

std::string_view base_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

/// The target of one object path if it is the object of `file`.
std::string_view target_in(std::string_view object, std::string_view file) {
  const auto at = object.rfind(kObjects);
  const auto dir = object.find(".dir/", at);
  if (at == std::string_view::npos || dir == std::string_view::npos)
    return {};
  const auto name = at + kObjects.size();
  const std::string_view source = object.substr(dir + 5);
  std::string_view folder = object.substr(0, at);
  if (!file.ends_with(source))
    return {};
  file.remove_suffix(source.size());
  // The folder may be written from the root of the file system.
  if (!file.empty() && !folder.ends_with(file))
    return {};
  return object.substr(name, dir - name);
}

bool ends_word(char c) {
  return c == '"' || c == ' ' || c == '\'' || c == '\\' || c == '=';
}

std::string database_text(const std::string& build_dir) {
  std::error_code error;
  std::filesystem::path path(build_dir);
  if (std::filesystem::is_directory(path, error))
    path /= "compile_commands.json";
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// User-Agents by the file in which they stand.
std::map<std::string, std::vector<std::string>>
agents_of(const std::vector<ir::Unit>& units) {
  std::map<std::string, std::vector<std::string>> agents;
  for (const auto& [file, literals] : literals_of(units))
    for (const Literal& literal : literals) {
      auto& of_file = agents[file];
      const bool known =
          std::ranges::find(of_file, literal.text) != of_file.end();
      if (!known && of_file.size() < kMostStrings &&
          is_user_agent(literal.text))
        of_file.push_back(literal.text);
    }
  return agents;
}

} // namespace

std::string build_target(std::string_view database, std::string_view file) {
  std::string found;
  const std::string object = std::string(base_name(file)) + ".o";
  for (auto at = database.find(object); at != std::string_view::npos;
       at = database.find(object, at + 1)) {
    auto start = at;
    while (start > 0 && !ends_word(database[start - 1]))
      --start;
    const auto target =
        target_in(database.substr(start, at - start + object.size() - 2), file);
    if (target.empty() || target == found)
      continue;
    if (!found.empty())
      return {};
    found = target;
  }
  return found;
}

bool is_user_agent(std::string_view text) {
  if (text.starts_with("User-Agent:"))
    return text.size() > 12 && text.size() < 80;
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || slash < 3 ||
      slash + 1 >= text.size() || text.size() > 80)
    return false;
  const auto is_name = [](unsigned char c) {
    return std::isalnum(c) || c == '-' || c == '_' || c == '.';
  };
  const std::string_view product = text.substr(0, slash);
  const char version = text[slash + 1];
  return std::isalpha(static_cast<unsigned char>(product[0])) &&
         std::ranges::all_of(product, is_name) && product != "HTTP" &&
         (std::isdigit(static_cast<unsigned char>(version)) || version == '%' ||
          version == '{');
}

void add_program_signs(const std::string& build_dir,
                       const std::vector<ir::Unit>& units, Analysis& analysis) {
  if (analysis.findings.empty())
    return;
  const std::string database =
      build_dir.empty() ? "" : database_text(build_dir);
  const auto agents = agents_of(units);
  std::map<std::string, std::string> targets;
  for (Noted& noted : analysis.findings) {
    Finding& finding = noted.finding;
    const auto [at, is_new] = targets.try_emplace(finding.file);
    if (is_new)
      at->second = build_target(database, finding.file);
    if (!at->second.empty())
      finding.target = at->second;
    if (const auto of_file = agents.find(finding.file); of_file != agents.end())
      finding.strings = of_file->second;
  }
}

} // namespace imds::analyzer
