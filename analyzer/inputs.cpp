// SPDX-License-Identifier: Apache-2.0
#include "analyzer/inputs.h"

#include <filesystem>
#include <system_error>

namespace imds::analyzer {
namespace {

namespace fs = std::filesystem;

fs::path common_folder(const fs::path& a, const fs::path& b) {
  fs::path common;
  auto x = a.begin(), y = b.begin();
  for (; x != a.end() && y != b.end() && *x == *y; ++x, ++y)
    common /= *x;
  return common;
}

/// Where findings of single files are counted from: the current folder if it
/// holds them, as compilers do, else what they have in common.
fs::path root_of(const std::vector<fs::path>& paths) {
  fs::path root;
  for (const auto& path : paths) {
    const bool folder = fs::is_directory(path);
    const auto own = folder ? path : path.parent_path();
    root = root.empty() ? own : common_folder(root, own);
  }
  if (paths.size() == 1 && fs::is_directory(paths[0]))
    return root;
  std::error_code ec;
  const auto here = fs::current_path(ec);
  return !ec && common_folder(here, root) == here ? here : root;
}

} // namespace

Result<Inputs> find_inputs(const std::vector<std::string>& given) {
  Inputs inputs;
  std::vector<fs::path> paths;
  for (const auto& name : given) {
    std::error_code ec;
    const auto path = fs::canonical(name, ec);
    if (ec)
      inputs.missing.push_back(name + ": " + ec.message());
    else
      paths.push_back(path);
  }
  if (paths.empty())
    return fail("nothing to analyze: " + inputs.missing.front(), {},
                "imds-ready analyze TREE");
  inputs.root = root_of(paths).string();
  for (const auto& path : paths)
    inputs.present.push_back(path.string());
  return inputs;
}

} // namespace imds::analyzer
