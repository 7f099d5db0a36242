// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace imds::report {

/// The user's mapping file (--map): which team owns what, and which instance
/// is which host. docs/report.md describes it.
class TeamMap {
public:
  static Result<TeamMap> load(const std::string& path);

  const std::map<std::string, std::string>& instance_hosts() const {
    return instance_hosts_;
  }
  /// Names the team of each service, finding and component, and adds a missing
  /// piece for each line that matches nothing.
  void apply(Report& report);

private:
  struct Line {
    int number = 0;
    std::string team, kind, pattern;
    bool used = false;
  };

  Result<void> read(const std::string& text, int number);
  /// What lines can be about: pairs of a kind and a name.
  using Words = std::set<std::pair<std::string, std::string>>;
  static Words words_of(const Report& report, const Service& service);
  /// The team of the first line that fits one of them; "" where none does.
  std::string team_of(const Words& words);
  void name_teams(Report& report);

  /// Instances that are no export's, no host's, or another's.
  void check_instances(Report& report) const;

  std::string path_;
  std::vector<Line> lines_;
  std::map<std::string, std::string> instance_hosts_;
};

/// Whether `name` fits `pattern`, in which * stands for anything.
bool fits(std::string_view pattern, std::string_view name);

} // namespace imds::report
