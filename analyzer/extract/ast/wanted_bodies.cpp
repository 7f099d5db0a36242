// SPDX-License-Identifier: Apache-2.0
// Most of what a translation unit includes cannot matter: a body is read only
// if its file may lie on a flow, by the same argument that decides which files
// are planned at all (scan/relevance.cpp). Signatures, classes and constants
// are read everywhere.
//
// Templates are read as they are written, so nothing is instantiated for its
// body: Sema keeps a list of what to instantiate at the end of the unit, and
// it is emptied just before. What an expression needs on the way (a class, a
// constexpr value, a deduced return type) is instantiated as ever.
// No test of its own: the cases and read_test.cpp go through it.
#include "analyzer/extract/ast/wanted_bodies.h"

#include "analyzer/extract/ast/places.h"

#include <algorithm>

namespace imds::analyzer {

bool WantedBodies::wants(const clang::SourceManager& sources,
                         clang::SourceLocation where) {
  const auto at = sources.getFileLoc(where);
  const auto id = sources.getFileID(at);
  const auto [known, is_new] = known_.try_emplace(id);
  if (is_new)
    known->second = wants_file(sources, id);
  if (only_.empty() || !known->second)
    return known->second;
  // The end of a body is not known before it is read.
  const auto line = static_cast<int>(sources.getSpellingLineNumber(at));
  return sources.isInMainFile(at) &&
         std::ranges::any_of(
             only_, [&](const auto& range) { return line <= range.second; });
}

bool WantedBodies::wants_file(const clang::SourceManager& sources,
                              clang::FileID id) const {
  const std::string path = absolute_path(sources, id);
  const bool in_tree = path.starts_with(task_.root + "/");
  if (relevant_.empty() || !in_tree)
    return in_tree ||
           !sources.isInSystemHeader(sources.getLocForStartOfFile(id));
  return relevant_.contains(relative_to(task_.root, path));
}

void NoInstantiations::ReadPendingInstantiations(Pending& /*more*/) {
  if (sema_ != nullptr)
    sema_->PendingInstantiations.clear();
}

} // namespace imds::analyzer
