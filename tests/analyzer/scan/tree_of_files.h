// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace imds::analyzer {

/// A folder with files, gone at the end.
class TreeOfFiles {
public:
  using Files = std::map<std::string, std::string>; // path -> text
  explicit TreeOfFiles(const Files& files);
  ~TreeOfFiles();
  TreeOfFiles(const TreeOfFiles&) = delete;
  TreeOfFiles& operator=(const TreeOfFiles&) = delete;

  const std::string& root() const { return root_; }

private:
  std::string root_;
};

} // namespace imds::analyzer
