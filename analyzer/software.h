// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/pipeline.h"
#include "reports/error.h"
#include "reports/facts.h"

#include <string>
#include <string_view>
#include <vector>

// AWS SDKs and agents that the tree pins, and what the pinned version speaks.
namespace imds::analyzer {

/// rules/software, ready to be asked.
class SoftwareRules {
public:
  static Result<SoftwareRules> load(const std::vector<std::string>& extra_dirs);
  SoftwareRules(SoftwareRules&&) noexcept;
  ~SoftwareRules();

  /// Whether a file of this name may pin a version.
  bool is_manifest(const std::string& path) const;
  /// The packages of the rules that one manifest's text pins.
  std::vector<Software> read(const std::string& path,
                             const std::string& text) const;

private:
  struct Rules;
  explicit SoftwareRules(std::unique_ptr<Rules> rules);
  std::unique_ptr<Rules> rules_;
};

/// All of a tree, sorted by path.
Result<std::vector<Software>> find_software(const Settings& settings,
                                            const Sources& sources);

} // namespace imds::analyzer
