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
  /// Made before anything is parsed. `folder` may be empty: nothing is found
  /// and nothing kept.
  explicit UnitCache(std::string folder);

  std::optional<ParseResult> find(const ParseTask& task);
  /// Lost and hurried results are not kept: the next run tries again.
  void keep(const ParseTask& task, const ParseResult& result);

private:
  /// Stands for a file's content; empty where there is no file.
  struct Content {
    std::string digest;
    bool settled = true; // it was not written since this run began
  };
  std::string entry_path(const ParseTask& task) const;
  const Content& content(const std::string& root, const std::string& path);

  std::string folder_;
  std::string surroundings_;
  std::int64_t begun_ = 0;
  std::map<std::string, Content> contents_;
};

} // namespace imds::analyzer
