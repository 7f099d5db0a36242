// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/ast/clang.h"
#include "analyzer/ir.h"

namespace imds::analyzer {

/// Turns Clang's locations into places of a unit, and knows which files are
/// the project's: those below `root`.
class Places {
public:
  Places(const clang::SourceManager& sources,
         const clang::LangOptions& language, std::string root,
         std::vector<std::string>& files)
      : sources_(sources), language_(language), root_(std::move(root)),
        files_(files) {}

  ir::Loc at(clang::SourceLocation where);
  bool in_project(clang::SourceLocation where);
  /// The macros whose bodies hold this place, outermost first.
  std::vector<std::string> macros(clang::SourceLocation where) const;
  /// In the body of a macro without parameters: "#define PORT 80".
  bool is_named_constant(clang::SourceLocation where) const;
  const clang::SourceManager& sources() const { return sources_; }
  const clang::LangOptions& language() const { return language_; }

private:
  struct File {
    int index = -1; // in files_, on first use
    bool project = false;
    std::string path;
  };
  File& file(clang::FileID id);

  const clang::SourceManager& sources_;
  const clang::LangOptions& language_;
  std::string root_;
  std::vector<std::string>& files_;
  std::map<clang::FileID, File> known_;
};

/// The path of a file as it will be reported: absolute, without "..".
std::string absolute_path(const clang::SourceManager& sources,
                          clang::FileID id);
std::string absolute_path(const clang::SourceManager& sources,
                          clang::FileEntryRef entry);

/// In a header that is the system's to Clang and does not lie below `root`;
/// folders that were found by suffix come after the system's and count as such.
bool is_foreign(const clang::SourceManager& sources,
                clang::SourceLocation where, const std::string& root);

/// `path` relative to `root` if it is below it, else `path`.
std::string relative_to(const std::string& root, const std::string& path);

} // namespace imds::analyzer
