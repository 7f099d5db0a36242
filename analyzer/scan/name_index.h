// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace imds::analyzer {

/// Which files hold a name, comments and texts included. Names are known by a
/// hash, so a file may be listed that does not hold it; none is missing.
class NameIndex {
public:
  /// Names shorter than this are not in the index.
  static constexpr std::size_t kShortest = 3;

  /// Reads every one of `files`, which are relative to `root`.
  NameIndex(const std::string& root, const std::vector<std::string>& files,
            int jobs);

  /// Indexes of the files, sorted.
  std::vector<std::size_t> files_with(std::string_view name) const;

private:
  struct Entry {
    std::uint32_t name;
    std::uint32_t file;
    auto operator<=>(const Entry&) const = default;
  };
  void add_file(std::string_view text, std::uint32_t file,
                std::vector<Entry>& out) const;

  std::vector<Entry> entries_; // sorted
};

} // namespace imds::analyzer
