// SPDX-License-Identifier: Apache-2.0
#include "analyzer/cache/surroundings.h"

#include "reports/rule_file.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

// Raised when the same program would read what it kept differently.
constexpr std::uint64_t kFormat = 4;

fs::path self() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error);
}

/// Where it may be.
void add_parser(Digest& digest) {
  for (const char* place : {"", "../libexec/imds-ready"})
    digest.add(
        stamp_of((self().parent_path() / place / "imds-ready-parse").string()));
#ifdef IMDS_CLANG_LIBRARY
  digest.add(stamp_of(IMDS_CLANG_LIBRARY));
#endif
}

/// Clang takes the newest GCC that it finds, so a new one moves headers.
void add_compilers(Digest& digest) {
  for (const char* folder : {"/usr/include", "/usr/local/include",
                             "/usr/include/c++", "/usr/lib/gcc"})
    digest.add(stamp_of(folder));
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/lib/gcc", error))
    digest.add(stamp_of(entry.path().string()));
}

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    files.push_back(entry.path().string());
  std::ranges::sort(files);
  return files;
}

} // namespace

void add_surroundings(Digest& digest) {
  digest.add(kFormat);
  digest.add(IMDS_VERSION);
  add_parser(digest);
  add_compilers(digest);
  for (const char* name : {"CPATH", "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH",
                           "GCC_EXEC_PREFIX", "CCC_OVERRIDE_OPTIONS"}) {
    const char* value = std::getenv(name);
    digest.add(value == nullptr ? "" : value);
  }
}

void add_program(Digest& digest) {
  digest.add(IMDS_VERSION);
  digest.add(stamp_of(self().string()));
}

bool add_rules(Digest& digest, const std::vector<std::string>& extra_dirs,
               std::int64_t begun) {
  const auto builtin = builtin_rules_dir();
  if (!builtin)
    return false;
  auto dirs = extra_dirs;
  dirs.insert(dirs.begin(), *builtin);
  bool settled = true;
  for (const auto& dir : dirs)
    for (const auto& path : files_below(dir)) {
      const Stamp stamp = stamp_of(path);
      settled = settled && is_settled(stamp, begun);
      digest.add(path);
      digest.add(stamp);
    }
  return settled;
}

} // namespace imds::analyzer
