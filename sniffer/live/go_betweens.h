// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/error.h"
#include "reports/facts.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace imds::sniffer {

/// The programs of rules/go_betweens that ask IMDS for others.
class GoBetweens {
public:
  static Result<GoBetweens> load(const std::vector<std::string>& extra_dirs);

  /// The name of the one that `sighting` is by: its program file says so, or
  /// its process name where that is cut at 15 letters.
  std::optional<std::string> name_of(const Sighting& sighting) const;

private:
  std::map<std::string, std::string> by_program_;
};

} // namespace imds::sniffer
