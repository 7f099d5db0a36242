// SPDX-License-Identifier: Apache-2.0
//
// A kept file is a digest of its bytes, and the bytes. The digest is there for
// accidents (a full disk, a power loss, a copy that broke off), not for
// attackers: who may write the user's files needs no cache to do harm, and a
// file of somebody else is not read at all.
//
// Tested by kept_file_test.cpp.
#include "analyzer/cache/kept_file.h"

#include "analyzer/cache/digest.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDigest = 32;
constexpr std::array<const char*, 3> kKinds = {"runs", "judged", "units"};

bool is_own(const std::string& path) {
  struct stat info{};
  return ::lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
         info.st_uid == ::geteuid();
}

std::string_view text_of(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

/// A digest, or one and the process that was writing it.
bool is_kept_name(std::string_view name) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  };
  const auto end = name.substr(0, kDigest);
  return end.size() == kDigest && std::ranges::all_of(end, is_hex) &&
         (name.size() == kDigest || name[kDigest] == '.');
}

struct Kept {
  fs::file_time_type used;
  std::uint64_t bytes = 0;
  fs::path path;
};

std::vector<Kept> list_kept(const fs::path& folder) {
  std::vector<Kept> all;
  for (const char* kind : kKinds) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder / kind, error))
      if (entry.is_regular_file(error) &&
          is_kept_name(entry.path().filename().string()))
        all.push_back({entry.last_write_time(error), entry.file_size(error),
                       entry.path()});
  }
  return all;
}

} // namespace

std::optional<std::vector<std::uint8_t>> read_kept(const std::string& path) {
  if (!is_own(path))
    return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::error_code error;
  std::vector<std::uint8_t> bytes(fs::file_size(path, error));
  in.read(reinterpret_cast<char*>(bytes.data()),
          static_cast<std::streamsize>(bytes.size()));
  const bool whole =
      in && bytes.size() >= kDigest &&
      text_of(bytes.data(), kDigest) ==
          digest_of(text_of(bytes.data() + kDigest, bytes.size() - kDigest));
  if (!whole) {
    fs::remove(path, error);
    return std::nullopt;
  }
  ::utimensat(AT_FDCWD, path.c_str(), nullptr, 0); // Used now.
  bytes.erase(bytes.begin(), bytes.begin() + kDigest);
  return bytes;
}

void write_kept(const std::string& path,
                const std::vector<std::uint8_t>& bytes) {
  const auto draft = fmt::format("{}.{}", path, ::getpid());
  std::error_code error;
  fs::create_directories(fs::path(path).parent_path(), error);
  std::ofstream out(draft, std::ios::binary);
  out << digest_of(text_of(bytes.data(), bytes.size()))
      << text_of(bytes.data(), bytes.size());
  out.close();
  if (out)
    fs::rename(draft, path, error);
  if (!out || error)
    fs::remove(draft, error);
}

void bound_kept(const std::string& folder, std::uint64_t most) {
  auto all = list_kept(folder);
  std::uint64_t total = 0;
  for (const Kept& kept : all)
    total += kept.bytes;
  if (total <= most)
    return;
  std::ranges::sort(all, {}, &Kept::used);
  for (const Kept& kept : all) {
    if (total <= most / 5 * 4)
      return;
    std::error_code error;
    if (fs::remove(kept.path, error))
      total -= kept.bytes;
  }
}

} // namespace imds::analyzer
