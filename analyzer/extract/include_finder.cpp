// SPDX-License-Identifier: Apache-2.0
// Which folders a file must be compiled with, from nothing but the tree.
//
//   src/net/imds.cpp:   #include <acme/http.h>
//   include/acme/http.h                          -> -idirafter include
//
// An include that neither the including file's folder nor the system has is
// looked up among all paths of the tree by its last parts; of several the one
// that shares most folders with the including file is taken. The folders come
// after the system's, so that a vendored "string.h" never hides <string.h>,
// and quoted includes get them in front of it, as compilers do.
// Not seen: headers that a build would generate, and includes through macros.
// Tested by tests/analyzer/extract/include_finder_test.cpp.
#include "analyzer/extract/include_finder.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxClosure = 4000;
constexpr std::uintmax_t kMaxBytes = 8 << 20;

std::string folder_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash);
}

std::string below(const std::string& folder, const std::string& name) {
  const auto path = fs::path(folder) / name;
  return path.lexically_normal().string();
}

std::size_t shared_folders(const std::string& a, const std::string& b) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i)
    count += a[i] == '/' ? 1 : 0;
  return count;
}

std::vector<std::string> find_system_dirs() {
  std::vector<std::string> dirs = {"/usr/include", "/usr/local/include"};
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/include", error))
    if (entry.path().filename().string().ends_with("-linux-gnu"))
      dirs.push_back(entry.path().string());
  for (const auto& entry : fs::directory_iterator("/usr/include/c++", error))
    dirs.push_back(entry.path().string());
  return dirs;
}

/// Headers that Clang brings along.
bool is_builtin(const std::string& name) {
  static const std::set<std::string> kNames = {
      "stddef.h",      "stdarg.h",    "stdint.h",    "float.h",
      "limits.h",      "stdbool.h",   "iso646.h",    "stdalign.h",
      "stdnoreturn.h", "tgmath.h",    "cpuid.h",     "immintrin.h",
      "emmintrin.h",   "x86intrin.h", "arm_neon.h",  "xmmintrin.h",
      "nmmintrin.h",   "smmintrin.h", "tmmintrin.h", "wmmintrin.h",
      "pmmintrin.h"};
  return kNames.contains(name);
}

std::string_view trim_left(std::string_view text) {
  const auto at = text.find_first_not_of(" \t");
  return at == std::string_view::npos ? "" : text.substr(at);
}

} // namespace

std::vector<IncludeLine> include_lines(const std::string& text) {
  std::vector<IncludeLine> out;
  for (std::size_t at = text.find('#'); at != std::string::npos;
       at = text.find('#', at + 1)) {
    auto rest = trim_left(std::string_view(text).substr(
        at + 1, std::min<std::size_t>(300, text.size() - at - 1)));
    if (!rest.starts_with("include") && !rest.starts_with("import"))
      continue;
    rest = trim_left(rest.substr(rest.find_first_of(" \t<\"")));
    const bool quoted = rest.starts_with("\"");
    if (!quoted && !rest.starts_with("<"))
      continue;
    const auto end = rest.find(quoted ? '"' : '>', 1);
    const auto line_end = rest.find('\n');
    if (end != std::string_view::npos && end > 1 && end < line_end)
      out.push_back({std::string(rest.substr(1, end - 1)), quoted});
  }
  return out;
}

bool needs_cpp20(const std::string& text) {
  static constexpr std::string_view kSigns[] = {
      "co_await",      "co_return",   "co_yield",    "consteval", "constinit",
      "<=>",           "<coroutine>", "<concepts>",  "<ranges>",  "<span>",
      "<format>",      "std::span",   "std::ranges", "requires(", "requires (",
      ".starts_with(", ".ends_with("};
  return std::ranges::any_of(kSigns, [&](std::string_view sign) {
    return text.find(sign) != std::string::npos;
  });
}

IncludeFinder::IncludeFinder(std::string root,
                             const std::vector<std::string>& files)
    : root_(std::move(root)), files_(files.begin(), files.end()) {
  for (const std::string& file : files)
    by_name_[fs::path(file).filename().string()].push_back(file);
}

const IncludeFinder::Read& IncludeFinder::read(const std::string& file) {
  const auto [at, is_new] = read_.try_emplace(file);
  if (!is_new)
    return at->second;
  std::error_code error;
  const auto path = below(root_, file);
  const auto size = fs::file_size(path, error);
  if (!error && size <= kMaxBytes) {
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    at->second = {include_lines(text), needs_cpp20(text)};
  }
  return at->second;
}

bool IncludeFinder::exists(const std::string& path) {
  const auto [at, is_new] = exists_.try_emplace(path);
  if (is_new) {
    std::error_code error;
    at->second = fs::exists(path, error);
    looked_for_.push_back(path);
  }
  return at->second;
}

std::vector<std::string> IncludeFinder::take_looked_for() {
  return std::exchange(looked_for_, {});
}

bool IncludeFinder::on_system(const std::string& name) {
  static const auto kDirs = find_system_dirs();
  const auto [at, is_new] = on_system_.try_emplace(name);
  if (is_new)
    at->second = is_builtin(name) ||
                 std::ranges::any_of(kDirs, [&](const std::string& dir) {
                   return exists(dir + "/" + name);
                 });
  return at->second;
}

std::string IncludeFinder::best(const IncludeLine& include,
                                const std::string& from) const {
  const auto name = fs::path(include.name).lexically_normal().string();
  const auto found = by_name_.find(fs::path(name).filename().string());
  if (found == by_name_.end() || name.starts_with(".."))
    return "";
  std::string best;
  const auto better = [&](const std::string& a, const std::string& b) {
    const auto near_a = shared_folders(a, from);
    const auto near_b = shared_folders(b, from);
    return near_a != near_b ? near_a > near_b : a.size() < b.size();
  };
  for (const std::string& path : found->second) {
    const bool fits = path == name || path.ends_with("/" + name);
    if (fits && (best.empty() || better(path, best)))
      best = path;
  }
  return best;
}

IncludeFinder::Found IncludeFinder::find(const std::string& file,
                                         const std::vector<std::string>& dirs) {
  Found found;
  std::deque<std::string> todo = {file};
  found.closure.insert(file);
  const auto add = [](std::vector<std::string>& to, const std::string& dir) {
    if (std::ranges::find(to, dir) == to.end())
      to.push_back(dir);
  };
  const auto visit = [&](const std::string& path) {
    if (found.closure.size() < kMaxClosure && found.closure.insert(path).second)
      todo.push_back(path);
  };
  while (!todo.empty()) {
    const std::string from = todo.front();
    todo.pop_front();
    const Read& text = read(from);
    found.cpp20 = found.cpp20 || text.cpp20;
    for (const IncludeLine& include : text.includes) {
      const std::string beside = below(folder_of(from), include.name);
      if (include.quoted && files_.contains(beside)) {
        visit(beside);
        continue;
      }
      const auto given = std::ranges::find_if(dirs, [&](const auto& dir) {
        return exists(dir + "/" + include.name);
      });
      if (given != dirs.end()) {
        const auto path = below(*given, include.name);
        if (path.starts_with(root_ + "/"))
          visit(path.substr(root_.size() + 1));
        continue;
      }
      if (on_system(include.name))
        continue;
      const std::string path = best(include, from);
      if (path.empty())
        continue;
      const auto dir_size =
          path.size() - std::min(path.size(), include.name.size());
      const auto dir = below(root_, path.substr(0, dir_size));
      add(include.quoted ? found.quote_dirs : found.dirs, dir);
      visit(path);
    }
  }
  return found;
}

} // namespace imds::analyzer
