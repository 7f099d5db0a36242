// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

namespace imds::analyzer {

/// A folder with files, gone at the end.
class TreeOfFiles {
public:
  explicit TreeOfFiles(const std::map<std::string, std::string>& files);
  ~TreeOfFiles();
  TreeOfFiles(const TreeOfFiles&) = delete;
  TreeOfFiles& operator=(const TreeOfFiles&) = delete;

  const std::string& root() const { return root_; }

private:
  std::string root_;
};

} // namespace imds::analyzer
