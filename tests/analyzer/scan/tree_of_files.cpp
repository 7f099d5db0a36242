// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzer/scan/tree_of_files.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace imds::analyzer {

namespace fs = std::filesystem;

TreeOfFiles::TreeOfFiles(const std::map<std::string, std::string>& files) {
  std::string path = testing::TempDir() + "imds-tree-XXXXXX";
  root_ = mkdtemp(path.data());
  for (const auto& [name, text] : files) {
    fs::path file = fs::path(root_) / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
}

TreeOfFiles::~TreeOfFiles() {
  std::error_code error;
  fs::remove_all(root_, error);
}

} // namespace imds::analyzer
