// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/inputs.h"
#include "reports/readiness.h"
#include "samples.h"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace imds::report::samples {

/// A folder of files that is gone with the object.
class InputFiles {
public:
  InputFiles()
      : folder_(std::filesystem::temp_directory_path() /
                ("imds-inputs-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(folder_);
  }
  ~InputFiles() { std::filesystem::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }
  std::string folder() const { return folder_.string(); }

private:
  std::filesystem::path folder_;
};

inline const Knowledge& knowledge() {
  static const Knowledge known = Knowledge::load({}).value();
  return known;
}

/// Reads files as the program does and judges them.
inline Report judged_files(const std::vector<std::string>& paths,
                           TeamMap* map = nullptr,
                           const Needs& needs = defaults()) {
  Merge merge(knowledge().imds);
  read_inputs(paths, knowledge().imds, merge);
  return judge(merge.finish(), needs, knowledge(), map);
}

inline std::string lines(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& line : all)
    text += line + '\n';
  return text;
}

} // namespace imds::report::samples
