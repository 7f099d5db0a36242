// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/analysis.h"

#include <filesystem>
#include <string>

// A small result to test outputs and judgements with.
namespace imds::analyzer {

/// A finding of `verdict` whose fate goes with it, at role.cpp:`line`.
Finding sample_finding(const std::string& verdict, int line = 9);

/// A tree of one file that was looked at, with these findings in it.
Analysis sample_analysis(const std::vector<Finding>& findings);

/// A folder of its own that goes away with the object.
class TempTree {
public:
  TempTree();
  ~TempTree();
  TempTree(const TempTree&) = delete;
  TempTree& operator=(const TempTree&) = delete;

  std::string path() const { return path_.string(); }
  std::string write(const std::string& name, const std::string& text) const;
  std::string read(const std::string& name) const;

private:
  std::filesystem::path path_;
};

} // namespace imds::analyzer
