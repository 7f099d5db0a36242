// SPDX-License-Identifier: Apache-2.0
#include "analyzer/extract/ast/places.h"

#include <llvm/Support/Path.h>

#include <algorithm>

namespace imds::analyzer {

std::string absolute_path(const clang::SourceManager& sources,
                          clang::FileID id) {
  const auto entry = sources.getFileEntryRefForID(id);
  return entry ? absolute_path(sources, *entry) : "";
}

std::string absolute_path(const clang::SourceManager& sources,
                          clang::FileEntryRef entry) {
  llvm::SmallString<256> path(entry.getName());
  sources.getFileManager().makeAbsolutePath(path);
  llvm::sys::path::remove_dots(path, /*remove_dot_dot=*/true);
  return std::string(path);
}

bool is_foreign(const clang::SourceManager& sources,
                clang::SourceLocation where, const std::string& root) {
  const auto at = sources.getFileLoc(where);
  return sources.isInSystemHeader(at) &&
         !absolute_path(sources, sources.getFileID(at)).starts_with(root + "/");
}

std::string relative_to(const std::string& root, const std::string& path) {
  if (root == "/" || !path.starts_with(root + "/"))
    return path;
  return path.substr(root.size() + 1);
}

Places::File& Places::file(clang::FileID id) {
  const auto [at, is_new] = known_.try_emplace(id);
  if (is_new) {
    at->second.path = absolute_path(sources_, id);
    at->second.project = at->second.path.starts_with(root_ + "/");
  }
  return at->second;
}

ir::Loc Places::at(clang::SourceLocation where) {
  if (where.isInvalid())
    return {};
  const auto [id, offset] =
      sources_.getDecomposedLoc(sources_.getFileLoc(where));
  File& known = file(id);
  if (known.path.empty())
    return {};
  if (known.index < 0) {
    const std::string name = relative_to(root_, known.path);
    const auto found = std::find(files_.begin(), files_.end(), name);
    known.index = static_cast<int>(found - files_.begin());
    if (found == files_.end())
      files_.push_back(name);
  }
  return {known.index, static_cast<int>(sources_.getLineNumber(id, offset)),
          static_cast<int>(sources_.getColumnNumber(id, offset))};
}

bool Places::in_project(clang::SourceLocation where) {
  if (where.isInvalid())
    return false;
  return file(sources_.getFileID(sources_.getFileLoc(where))).project;
}

bool Places::is_named_constant(clang::SourceLocation where) const {
  if (!where.isMacroID() || !sources_.isMacroBodyExpansion(where))
    return false;
  const auto range = sources_.getImmediateExpansionRange(where);
  return range.getBegin() == range.getEnd();
}

std::vector<std::string> Places::macros(clang::SourceLocation where) const {
  std::vector<std::string> names;
  while (where.isMacroID()) {
    if (sources_.isMacroArgExpansion(where)) {
      where = sources_.getImmediateSpellingLoc(where);
      continue;
    }
    names.push_back(
        clang::Lexer::getImmediateMacroName(where, sources_, language_).str());
    where = sources_.getImmediateExpansionRange(where).getBegin();
  }
  std::reverse(names.begin(), names.end());
  return names;
}

} // namespace imds::analyzer
