// SPDX-License-Identifier: Apache-2.0
//
// Which instance is this? IMDS would say, but a survey does not ask what it
// listens to. The firmware of a Nitro instance says it too: the asset tag of
// its board is the instance id, and every user may read it. Xen instances have
// no such tag; there the report goes by the host's name.
//
// Tested by machine_test.cpp.
#include "sniffer/live/machine.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

namespace imds::sniffer {
namespace {

std::optional<std::string> host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0 || name[0] == '\0')
    return std::nullopt;
  return std::string(name.data());
}

/// "i-" and 8 or 17 digits; anything else is another vendor's tag.
bool is_instance(std::string_view tag) {
  const std::string_view id = tag.substr(std::min<std::size_t>(2, tag.size()));
  return tag.starts_with("i-") && (id.size() == 8 || id.size() == 17) &&
         id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

} // namespace

Machine Machine::read(const std::string& dmi) {
  std::ifstream file(dmi + "/board_asset_tag");
  std::string tag;
  std::getline(file, tag);
  tag.erase(std::min(tag.find_last_not_of(" \r") + 1, tag.size()));
  Machine machine{host_name(), std::nullopt};
  if (is_instance(tag))
    machine.instance = std::move(tag);
  return machine;
}

} // namespace imds::sniffer
