// SPDX-License-Identifier: Apache-2.0
#include "analyzer/test_files.h"

#include <algorithm>
#include <array>

namespace imds::analyzer {
namespace {

/// "test/", but not the end of "latest/".
bool has_folder(std::string_view path, std::string_view folder) {
  std::size_t at = path.find(folder);
  for (; at != std::string_view::npos; at = path.find(folder, at + 1))
    if (!path.substr(0, at).ends_with("la"))
      return true;
  return false;
}

} // namespace

bool is_test_file(std::string_view path) {
  constexpr std::array<std::string_view, 5> kParts{
      "_test.", "test_", "unittest", "/mock", "tests."};
  auto part = [&](std::string_view text) {
    return path.find(text) != std::string_view::npos;
  };
  return has_folder(path, "test/") || part("tests/") ||
         std::ranges::any_of(kParts, part);
}

} // namespace imds::analyzer
