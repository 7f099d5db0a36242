// SPDX-License-Identifier: Apache-2.0
// What Clang made of a file, kept for the next run.
//
// The name of an entry is a digest of everything that was asked: the programs,
// the stubs, the flags, the lines with mentions. Inside stand the files that
// were read, each with a digest, and the places where a header was looked for
// in vain: one that appears there later would change the result.
// Files of the tree are known by content, so a fresh checkout hits; files of
// the system by size and time. A file that was written while this run was
// under way may not be what Clang read, and spoils the entry.
// Tested by tests/analyzer/extract/unit_cache_test.cpp.
#include "analyzer/extract/unit_cache.h"

#include "analyzer/cache/kept_file.h"
#include "analyzer/cache/surroundings.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace imds::analyzer {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

std::optional<std::string> read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::string digest_of(const Stamp& stamp) {
  Digest digest;
  digest.add(stamp);
  return digest.text();
}

/// The stubs belong to the version: names and stamps of all of them.
std::string stubs_version(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error))
      names.push_back(entry.path().string());
  std::ranges::sort(names);
  Digest digest;
  for (const std::string& name : names) {
    digest.add(name);
    digest.add(stamp_of(name));
  }
  return digest.text();
}

} // namespace

UnitCache::UnitCache(std::string folder)
    : folder_(std::move(folder)), begun_(stamp_clock()) {
  if (folder_.empty())
    return;
  Digest digest;
  add_surroundings(digest);
  surroundings_ = digest.text();
}

std::string UnitCache::entry_path(const ParseTask& task) const {
  static const std::string kStubs = stubs_version(task.stubs_dir);
  const auto asked = to_bytes(std::vector<ParseTask>{task});
  Digest digest;
  digest.add(surroundings_);
  digest.add(kStubs);
  digest.add(std::string(asked.begin(), asked.end()));
  return folder_ + "/units/" + digest.text();
}

const UnitCache::Content& UnitCache::content(const std::string& root,
                                             const std::string& path) {
  const auto [at, is_new] = contents_.try_emplace(path);
  if (!is_new)
    return at->second;
  const Stamp stamp = stamp_of(path);
  if (stamp == Stamp{})
    return at->second;
  at->second.settled = is_settled(stamp, begun_);
  if (!path.starts_with(root + "/"))
    at->second.digest = digest_of(stamp);
  else if (const auto bytes = read(path))
    at->second.digest = digest_of(*bytes);
  return at->second;
}

std::optional<ParseResult> UnitCache::find(const ParseTask& task) {
  if (folder_.empty())
    return std::nullopt;
  const auto bytes = read_kept(entry_path(task));
  if (!bytes)
    return std::nullopt;
  const json entry = json::from_cbor(*bytes, /*strict=*/true,
                                     /*allow_exceptions=*/false);
  if (!entry.is_object() || !entry.contains("files") ||
      !entry.contains("result") || !entry["result"].is_binary())
    return std::nullopt;
  for (const auto& [path, known] : entry["files"].items())
    if (!known.is_string() ||
        known.get_ref<const std::string&>() != content(task.root, path).digest)
      return std::nullopt;
  ParseResult result = result_from_bytes(entry["result"].get_binary());
  if (!result.why.empty())
    return std::nullopt;
  return result;
}

void UnitCache::keep(const ParseTask& task, const ParseResult& result) {
  if (folder_.empty() || !result.why.empty() || result.hurried)
    return;
  json files = json::object();
  for (const auto* paths : {&result.read, &result.absent})
    for (const std::string& path : *paths) {
      const Content& now = content(task.root, path);
      if (!now.settled)
        return;
      files[path] = now.digest;
    }
  write_kept(entry_path(task),
             json::to_cbor({{"files", std::move(files)},
                            {"result", json::binary(to_bytes(result))}}));
}

} // namespace imds::analyzer
