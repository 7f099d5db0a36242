// SPDX-License-Identifier: Apache-2.0
// Clang looks for its headers beside its own program, and this is not Clang's
// program: without help no file that includes <stddef.h> parses. They lie
// beside the library, in a package of their own.
#include "analyzer/extract/ast/resource_dir.h"

#include "analyzer/extract/ast/clang.h"

#include <dlfcn.h>
#include <filesystem>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

/// Where the Clang library was loaded from.
fs::path library_folder() {
  Dl_info info{};
  const auto* symbol =
      reinterpret_cast<const void*>(&clang::getClangFullVersion);
  if (::dladdr(symbol, &info) == 0 || info.dli_fname == nullptr)
    return {};
  std::error_code error;
  return fs::canonical(info.dli_fname, error).parent_path();
}

} // namespace

std::string resource_dir() {
  const std::string major = std::to_string(CLANG_VERSION_MAJOR);
  const std::string llvm = "/usr/lib/llvm-" + major + "/lib";
  for (const fs::path& folder :
       {library_folder(), fs::path(llvm), fs::path("/usr/lib"),
        fs::path("/usr/lib64"), fs::path("/usr/local/lib")}) {
    const fs::path found = folder / "clang" / major;
    std::error_code error;
    if (fs::exists(found / "include/stddef.h", error))
      return found.string();
  }
  return "";
}

} // namespace imds::analyzer
