// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

// Scripts that source others: `. ./lib.sh`, `source "$DIR/lib.sh"`. Which file
// is meant is told by its base name: the only script of the tree that bears it,
// or the one in the folder of who sources it.
namespace imds::analyzer {

class SourcedScripts {
public:
  /// Reads all `scripts` of the tree once, as text.
  SourcedScripts(const std::string& root,
                 const std::vector<std::string>& scripts);

  /// `seeds`, what sources one of them by way of others, and what all those
  /// source in turn.
  std::set<std::string> around(const std::set<std::string>& seeds) const;

  /// All that `script` sources, nearest first.
  std::vector<std::string> of(const std::string& script) const;

private:
  std::vector<std::string> meant(const std::set<std::string>& names,
                                 const std::string& by) const;

  std::map<std::string, std::vector<std::string>> by_base_;
  std::map<std::string, std::vector<std::string>> sources_;
};

} // namespace imds::analyzer
