// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "reports/report.h"

#include <string>
#include <vector>

namespace imds::report {

/// One kind of missing piece over many places: one item, however many.
class Gap {
public:
  /// `what`: "host", "survey", "scan": what the places are, in the singular.
  Gap(Rule rule, std::string what);

  /// `who` lacks it; `detail` belongs to the one that is named first.
  void add(const std::string& who, const std::string& detail);
  /// The same, and it is `host` that is not ready for it.
  void add_of_host(const std::string& host, const std::string& who,
                   const std::string& detail);

  /// Adds the item, if there is one, and notes its hosts.
  void give(std::vector<Item>& items, HostGaps& gaps) &&;

private:
  Rule rule_;
  std::string what_;
  std::string first_, detail_;
  std::uint64_t count_ = 0;
  std::set<std::string> hosts_;
};

/// An item that says that all of a kind is missing.
Item lacking(Rule rule);

/// "a.cpp, b.cpp and 7 more"; `count` may be more than there are names.
std::string first_names(const std::vector<std::string>& names,
                        std::uint64_t count);

} // namespace imds::report
