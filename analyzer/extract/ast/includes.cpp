// SPDX-License-Identifier: Apache-2.0
//
// A unit that is kept depends on files that are not there. With -Ia -Ib and
// b/x.h, a file a/x.h that appears tomorrow is read instead of b/x.h; one that
// __has_include asked for in vain opens another branch. So each folder that
// comes before the one with the header counts, and where none has it all do.
//
// Not seen: what #include_next passes over.
// Tested by tests/analyzer/cache/kept_run_test.cpp.
#include "analyzer/extract/ast/includes.h"

#include <llvm/Support/Path.h>

#include <utility>

namespace imds::analyzer {

void Includes::InclusionDirective(
    clang::SourceLocation hash, const clang::Token& /*keyword*/,
    llvm::StringRef name, bool angled, clang::CharSourceRange /*range*/,
    clang::OptionalFileEntryRef file, llvm::StringRef folder,
    llvm::StringRef /*rest*/, const clang::Module* /*module*/,
    bool /*imported*/, clang::SrcMgr::CharacteristicKind /*kind*/) {
  look(hash, name, angled, file ? folder : "");
}

void Includes::HasInclude(clang::SourceLocation where, llvm::StringRef name,
                          bool angled, clang::OptionalFileEntryRef file,
                          clang::SrcMgr::CharacteristicKind /*kind*/) {
  if (!file)
    return look(where, name, angled, "");
  llvm::StringRef folder = file->getName();
  folder.consume_back(name);
  look(where, name, angled, folder.rtrim('/'));
}

void Includes::look(clang::SourceLocation from, llvm::StringRef name,
                    bool angled, llvm::StringRef until) {
  if (llvm::sys::path::is_absolute(name)) {
    if (until.empty())
      miss("", name);
    return;
  }
  const auto& sources = preprocessor_.getSourceManager();
  const auto includer = sources.getFileEntryRefForID(sources.getFileID(from));
  const llvm::StringRef beside =
      !angled && includer ? includer->getDir().getName() : "";
  if (!looked_.emplace(name.str(), beside.str(), angled).second)
    return;
  if (!beside.empty()) {
    if (beside == until)
      return;
    miss(beside, name);
  }
  const auto& search = std::as_const(preprocessor_.getHeaderSearchInfo());
  auto dir = angled ? search.angled_dir_begin() : search.search_dir_begin();
  for (; dir != search.search_dir_end() && dir->getName() != until; ++dir)
    miss(dir->getName(), name);
}

void Includes::miss(llvm::StringRef folder, llvm::StringRef name) {
  llvm::SmallString<256> path(folder);
  llvm::sys::path::append(path, name);
  preprocessor_.getFileManager().makeAbsolutePath(path);
  absent_.emplace_back(path);
}

} // namespace imds::analyzer
