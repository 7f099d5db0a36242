// SPDX-License-Identifier: Apache-2.0
#include "tests/analyzer/sample_analysis.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace imds::analyzer {

Finding sample_finding(const std::string& verdict, int line) {
  Finding f;
  f.verdict = verdict;
  f.under_required = verdict == "v1" ? "breaks" : "survives";
  if (verdict == "review")
    f.under_required = "depends";
  f.confidence = "high";
  f.read_as = "build";
  f.rule = "libcurl.get";
  f.file = "role.cpp";
  f.line = line;
  f.column = 3;
  f.function = "role";
  f.message = "asks for credentials";
  f.trace = {{"role.cpp", 4, "role", "the URL is made here"}};
  f.fix = "send the token";
  return f;
}

Analysis sample_analysis(const std::vector<Finding>& findings) {
  Analysis analysis;
  analysis.root = "/nonexistent";
  analysis.scan.root = "tree";
  analysis.scan.files = 1;
  analysis.scan.tool_version = "1.2.3";
  analysis.looked_at_code = true;
  for (const auto& finding : findings)
    analysis.findings.push_back({finding, Standing::reported, ""});
  return analysis;
}

TempTree::TempTree() {
  std::string name =
      (std::filesystem::temp_directory_path() / "imds-XXXXXX").string();
  path_ = ::mkdtemp(name.data());
}

TempTree::~TempTree() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TempTree::write(const std::string& name,
                            const std::string& text) const {
  const auto path = path_ / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path.string();
}

std::string TempTree::read(const std::string& name) const {
  std::ifstream in(path_ / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace imds::analyzer
