// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

namespace imds::sniffer {

/// Which machine this is; what is not known stays empty.
struct Machine {
  std::optional<std::string> host;     // as it calls itself
  std::optional<std::string> instance; // "i-...", as its firmware calls it

  /// `dmi`: the folder of the firmware's data.
  static Machine read(const std::string& dmi = "/sys/class/dmi/id");
};

} // namespace imds::sniffer
