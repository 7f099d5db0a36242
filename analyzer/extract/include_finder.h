// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace imds::analyzer {

/// What a file includes, in all branches of its #ifs.
struct IncludeLine {
  std::string name;
  bool quoted = false;
};
std::vector<IncludeLine> include_lines(const std::string& text);
/// Whether the text uses what C++17 does not know.
bool needs_cpp20(const std::string& text);

/// Finds the headers of a tree that was never built.
class IncludeFinder {
public:
  /// `files`: all of the tree, relative to `root`.
  IncludeFinder(std::string root, const std::vector<std::string>& files);

  struct Found {
    std::vector<std::string> quote_dirs; // absolute, in order of first need
    std::vector<std::string> dirs;       // for both forms
    std::set<std::string> closure;       // files of the tree, relative
    bool cpp20 = false;                  // one of them needs it
  };
  /// Follows the includes of `file` (relative). `dirs`: include folders that
  /// the command has already, absolute.
  Found find(const std::string& file, const std::vector<std::string>& dirs);

  /// Paths that were looked for since the last call, there or not; each once.
  std::vector<std::string> take_looked_for();

private:
  struct Read {
    std::vector<IncludeLine> includes;
    bool cpp20 = false;
  };
  const Read& read(const std::string& file);
  std::string best(const IncludeLine& include, const std::string& from) const;
  bool on_system(const std::string& name);
  /// Whether a path exists; asked of the file system once.
  bool exists(const std::string& path);

  std::string root_;
  std::set<std::string> files_;
  /// Last part of the path -> relative paths.
  std::map<std::string, std::vector<std::string>> by_name_;
  std::map<std::string, Read> read_;
  std::map<std::string, bool> on_system_; // by name
  std::unordered_map<std::string, bool> exists_;
  std::vector<std::string> looked_for_;
};

} // namespace imds::analyzer
