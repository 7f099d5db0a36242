// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/parse_task.h"

#include <map>
#include <optional>
#include <string>

namespace imds::analyzer {

/// Parsed units on disk. An entry holds as long as every file that went into
/// it is the same and none appeared that would have gone into it.
class UnitCache {
public:
  /// `folder` may be empty: nothing is found and nothing kept.
  explicit UnitCache(std::string folder);

  std::optional<ParseResult> find(const ParseTask& task);
  /// Lost results (`why`) are not kept: the next run tries again.
  void keep(const ParseTask& task, const ParseResult& result);

private:
  std::string entry_path(const ParseTask& task) const;
  /// Stands for a file's content; "" where there is no file.
  const std::string& stamp(const std::string& root, const std::string& path);

  std::string folder_;
  std::string version_;
  std::map<std::string, std::string> stamps_;
};

} // namespace imds::analyzer
