// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <map>
#include <string>
#include <vector>

namespace imds::report {

/// What an installed program's texts say of the code that it is built from.
class Embedded {
public:
  explicit Embedded(const Report& report);

  struct Match {
    std::uint32_t finding = 0;
    int grade = 1;       // 1 low, 2 medium
    bool common = false; // only a text that any program holds
    std::string why;
  };
  /// Findings some of whose texts stand in the program `exe` as it was found
  /// installed; none where `analyze` was not shown it.
  std::vector<Match> of(const std::string& exe) const;

private:
  struct Program {
    const Software* file;
    std::string path; // with the root of its scan
  };
  struct Holders {
    std::vector<std::uint32_t> findings;
    std::set<std::string> programs; // by name
  };

  void add(std::uint32_t finding, const std::string& text);
  std::string rivals(const Holders& holders, std::uint32_t finding,
                     const std::string& program) const;
  Match match(std::uint32_t finding, const std::string& text,
              const Program& program, bool in_place) const;

  const Report& r_;
  std::multimap<std::string, Program, std::less<>> programs_; // by name
  std::map<std::string, Holders> texts_;
};

} // namespace imds::report
