// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <map>
#include <string>
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
  /// Names the team of each service and component, and adds a missing piece
  /// for each line that matches nothing.
  void apply(Report& report);

private:
  struct Line {
    int number = 0;
    std::string team, kind, pattern;
    bool used = false;
  };

  Result<void> read(const std::string& text, int number);
  const std::string* team_of(const std::string& kind, const std::string& name);
  std::string team_of(const Report& report, const Service& service);

  /// Instances that are no export's, no host's, or another's.
  void check_instances(Report& report) const;

  std::string path_;
  std::vector<Line> lines_;
  std::map<std::string, std::string> instance_hosts_;
};

/// Whether `name` fits `pattern`, in which * stands for anything.
bool fits(std::string_view pattern, std::string_view name);

} // namespace imds::report
