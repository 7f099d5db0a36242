// SPDX-License-Identifier: Apache-2.0
#include "analyzer/scan/name_index.h"

#include "analyzer/scan/mapped_file.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

namespace imds::analyzer {

namespace {

constexpr std::array<bool, 256> make_word_bytes() {
  std::array<bool, 256> table{};
  for (int c = 0; c < 256; ++c)
    table[static_cast<std::size_t>(c)] = (c >= 'a' && c <= 'z') ||
                                         (c >= 'A' && c <= 'Z') ||
                                         (c >= '0' && c <= '9') || c == '_';
  return table;
}

constexpr auto kWordBytes = make_word_bytes();

bool is_word(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }

/// FNV-1a.
std::uint32_t hash_of(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char c : name)
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash;
}

} // namespace

void NameIndex::add_file(std::string_view text, std::uint32_t file,
                         std::vector<Entry>& out) const {
  std::size_t first = out.size();
  for (std::size_t at = 0; at < text.size();) {
    if (!is_word(text[at])) {
      ++at;
      continue;
    }
    std::size_t begin = at;
    while (at < text.size() && is_word(text[at]))
      ++at;
    if (at - begin >= kShortest)
      out.push_back({hash_of(text.substr(begin, at - begin)), file});
  }
  auto own = out.begin() + static_cast<std::ptrdiff_t>(first);
  std::sort(own, out.end());
  out.erase(std::unique(own, out.end()), out.end());
}

NameIndex::NameIndex(const std::string& root,
                     const std::vector<std::string>& files, int jobs) {
  std::atomic<std::size_t> next = 0;
  auto count = static_cast<std::size_t>(std::clamp(jobs, 1, 16));
  std::vector<std::vector<Entry>> parts(count);
  auto work = [&](std::size_t part) {
    for (std::size_t i = next++; i < files.size(); i = next++) {
      const std::string& file = files[i];
      MappedFile mapped(file.starts_with('/') ? file : root + "/" + file);
      add_file(mapped.text(), static_cast<std::uint32_t>(i), parts[part]);
    }
  };
  {
    std::vector<std::jthread> threads;
    for (std::size_t part = 1; part < count; ++part)
      threads.emplace_back(work, part);
    work(0);
  }
  for (const std::vector<Entry>& part : parts)
    entries_.insert(entries_.end(), part.begin(), part.end());
  std::ranges::sort(entries_);
}

std::vector<std::size_t> NameIndex::files_with(std::string_view name) const {
  std::vector<std::size_t> files;
  std::uint32_t hash = hash_of(name);
  auto at = std::ranges::lower_bound(entries_, Entry{hash, 0});
  for (; at != entries_.end() && at->name == hash; ++at)
    files.push_back(at->file);
  return files;
}

} // namespace imds::analyzer
