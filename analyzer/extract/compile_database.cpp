// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/compile_database.h"

#include "analyzer/extract/flags.h"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace imds::analyzer {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr const char* kHint =
    "cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON, or leave -p out";

std::string text(const json& entry, const char* key) {
  const auto at = entry.find(key);
  return at != entry.end() && at->is_string() ? at->get<std::string>() : "";
}

std::vector<std::string> command_of(const json& entry) {
  const auto at = entry.find("arguments");
  if (at == entry.end() || !at->is_array())
    return split_command(text(entry, "command"));
  std::vector<std::string> words;
  for (const json& word : *at)
    if (word.is_string())
      words.push_back(word.get<std::string>());
  return words;
}

std::string absolute(const std::string& path, const std::string& folder) {
  return (fs::path(folder) / path).lexically_normal().string();
}

} // namespace

Result<std::vector<CompileCommand>>
read_compile_database(const std::string& folder) {
  std::error_code error;
  auto path = fs::path(folder);
  if (fs::is_directory(path, error))
    path /= "compile_commands.json";
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return fail("cannot read the compilation database", path.string(), kHint);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const json entries = json::parse(bytes, nullptr, /*allow_exceptions=*/false);
  if (!entries.is_array())
    return fail("not a compilation database: no JSON list", path.string(),
                kHint);
  const std::string base = fs::absolute(path, error).parent_path().string();
  std::vector<CompileCommand> out;
  for (const json& entry : entries) {
    auto words =
        entry.is_object() ? command_of(entry) : std::vector<std::string>{};
    if (words.empty() || text(entry, "file").empty())
      continue;
    CompileCommand command;
    command.directory = absolute(text(entry, "directory"), base);
    command.file = absolute(text(entry, "file"), command.directory);
    command.flags =
        clean_flags(std::move(words), command.directory, command.responses);
    out.push_back(std::move(command));
  }
  if (out.empty())
    return fail("the compilation database names no file", path.string(), kHint);
  return out;
}

} // namespace imds::analyzer
