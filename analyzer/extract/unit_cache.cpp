// SPDX-License-Identifier: Apache-2.0
// What Clang made of a file, kept for the next run.
//
// The name of an entry is a hash of everything that was asked: the program's
// version, the stubs, the flags, the lines with mentions. Inside stand the
// files that were read, each with a stamp, and the places where a header was
// looked for in vain: one that appears there later would change the result.
// Files of the tree are stamped by content, so a fresh checkout hits; files of
// the system by size and time. A torn entry is no entry.
// Tested by tests/analyzer/extract/unit_cache_test.cpp.
#include "analyzer/extract/unit_cache.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <unistd.h>

namespace imds::analyzer {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr int kFormat = 1;

std::string hash_of(const std::string& bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

std::optional<std::string> content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return std::nullopt;
  return std::string{std::istreambuf_iterator<char>(in), {}};
}

std::string size_and_time(const std::string& path) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (error)
    return "";
  const auto time = fs::last_write_time(path, error);
  return fmt::format("{}@{}", size, time.time_since_epoch().count());
}

/// The stubs belong to the version: names, sizes and times of all of them.
std::string stubs_version(const std::string& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error))
      names.push_back(entry.path().string() +
                      size_and_time(entry.path().string()));
  std::ranges::sort(names);
  std::string all;
  for (const std::string& name : names)
    all += name + '\n';
  return hash_of(all);
}

} // namespace

UnitCache::UnitCache(std::string folder) : folder_(std::move(folder)) {
  if (folder_.empty())
    return;
  // A rebuilt program may read the same text differently.
  std::error_code error;
  const auto self = fs::read_symlink("/proc/self/exe", error);
  version_ = fmt::format(
      "{} {} {}", kFormat, IMDS_VERSION,
      size_and_time((self.parent_path() / "imds-ready-parse").string()));
}

std::string UnitCache::entry_path(const ParseTask& task) const {
  static const std::string kStubs = stubs_version(task.stubs_dir);
  const auto asked = to_bytes(std::vector<ParseTask>{task});
  const std::string name =
      hash_of(version_ + kStubs + std::string(asked.begin(), asked.end()));
  return fmt::format("{}/{}/{}", folder_, name.substr(0, 2), name.substr(2));
}

const std::string& UnitCache::stamp(const std::string& root,
                                    const std::string& path) {
  const auto [at, is_new] = stamps_.try_emplace(path);
  if (!is_new)
    return at->second;
  if (!path.starts_with(root + "/"))
    at->second = size_and_time(path);
  else if (const auto bytes = content(path))
    at->second = hash_of(*bytes);
  return at->second;
}

std::optional<ParseResult> UnitCache::find(const ParseTask& task) {
  if (folder_.empty())
    return std::nullopt;
  const auto bytes = content(entry_path(task));
  if (!bytes)
    return std::nullopt;
  const json entry = json::from_cbor(*bytes, /*strict=*/true,
                                     /*allow_exceptions=*/false);
  if (!entry.is_object() || !entry.contains("stamps") ||
      !entry.contains("result") || !entry["result"].is_binary())
    return std::nullopt;
  for (const auto& [path, known] : entry["stamps"].items())
    if (!known.is_string() ||
        known.get<std::string>() != stamp(task.root, path))
      return std::nullopt;
  ParseResult result = result_from_bytes(entry["result"].get_binary());
  if (!result.why.empty())
    return std::nullopt;
  return result;
}

void UnitCache::keep(const ParseTask& task, const ParseResult& result) {
  if (folder_.empty() || !result.why.empty())
    return;
  json stamps = json::object();
  for (const auto* paths : {&result.read, &result.absent})
    for (const std::string& path : *paths)
      stamps[path] = stamp(task.root, path);
  const auto bytes =
      json::to_cbor({{"stamps", std::move(stamps)},
                     {"result", json::binary(to_bytes(result))}});
  const auto path = entry_path(task);
  const auto draft = fmt::format("{}.{}", path, ::getpid());
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream out(draft, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out)
    fs::rename(draft, path, error);
  else
    fs::remove(draft, error);
}

} // namespace imds::analyzer
