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
// Literals are the other signs. What an HTTP client calls itself stands in the
// same file; and what the code spells of IMDS stands again in the program that
// is built from it (embedded.h).
//
// Other build systems name their objects otherwise; then there is no target.
// Tested by program_signs_test.cpp.
#include "analyzer/program_signs.h"

#include "analyzer/embedded.h"
#include "analyzer/scan/literals.h"

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

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

/// What one file's literals may show of it elsewhere.
struct Texts {
  std::vector<std::string> agents; // User-Agents
  std::vector<std::string> imds;   // endpoints and metadata paths
};

void add(std::vector<std::string>& texts, const std::string& text) {
  if (texts.size() < kMostStrings &&
      std::ranges::find(texts, text) == texts.end())
    texts.push_back(text);
}

std::map<std::string, Texts> texts_of(const std::vector<ir::Unit>& units,
                                      const Imds& imds) {
  const HitFinder finder(imds);
  std::map<std::string, Texts> texts;
  const Literals all = literals_of(units);
  for (const auto& [file, literals] : all.by_file)
    for (const Literal& literal : literals) {
      if (is_user_agent(literal.text))
        add(texts[file].agents, literal.text);
      for (const std::string& text : imds_texts(literal.text, finder))
        add(texts[file].imds, text);
    }
  return texts;
}

/// The files that a finding passed: its own and those of its trace.
std::set<std::string> files_of(const Finding& finding) {
  std::set<std::string> files = {finding.file};
  for (const TraceStep& step : finding.trace)
    files.insert(step.file);
  return files;
}

void add_texts(const std::map<std::string, Texts>& texts, Finding& finding) {
  if (const auto own = texts.find(finding.file); own != texts.end())
    finding.strings = own->second.agents;
  for (const std::string& file : files_of(finding))
    if (const auto at = texts.find(file); at != texts.end())
      for (const std::string& text : at->second.imds)
        add(finding.literals, text);
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
                       const std::vector<ir::Unit>& units, const Imds& imds,
                       Analysis& analysis) {
  if (analysis.findings.empty())
    return;
  const std::string database =
      build_dir.empty() ? "" : database_text(build_dir);
  const auto texts = texts_of(units, imds);
  std::map<std::string, std::string> targets;
  for (Noted& noted : analysis.findings) {
    Finding& finding = noted.finding;
    const auto [at, is_new] = targets.try_emplace(finding.file);
    if (is_new)
      at->second = build_target(database, finding.file);
    if (!at->second.empty())
      finding.target = at->second;
    add_texts(texts, finding);
  }
}

} // namespace imds::analyzer
