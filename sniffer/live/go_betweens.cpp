// SPDX-License-Identifier: Apache-2.0
#include "sniffer/live/go_betweens.h"

#include "reports/rule_file.h"

#include <string_view>

namespace imds::sniffer {
namespace {

constexpr std::size_t kCommLength = 15;

} // namespace

Result<GoBetweens>
GoBetweens::load(const std::vector<std::string>& extra_dirs) {
  const auto files = load_rules("go_betweens", extra_dirs);
  if (!files)
    return std::unexpected(files.error());
  GoBetweens known;
  for (const RuleFile& file : *files)
    for (const auto& one : file.content["go_betweens"])
      for (const auto& program : one["programs"])
        known.by_program_[program.get<std::string>()] =
            one["name"].get<std::string>();
  return known;
}

std::optional<std::string> GoBetweens::name_of(const Sighting& sighting) const {
  std::string program = sighting.exe.value_or("");
  program.erase(0, program.rfind('/') + 1);
  if (const auto found = by_program_.find(program); found != by_program_.end())
    return found->second;
  if (sighting.exe || !sighting.comm)
    return std::nullopt;
  for (const auto& [known, name] : by_program_)
    if (known.substr(0, kCommLength) == *sighting.comm)
      return name;
  return std::nullopt;
}

} // namespace imds::sniffer
