// SPDX-License-Identifier: Apache-2.0
#include "analyzer/link/copies.h"

#include "analyzer/link/program.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace imds::analyzer::link {

bool is_copied(const std::string& type) {
  if (type.empty() || type.ends_with('*') || type.ends_with('&'))
    return false;
  constexpr std::array<std::string_view, 4> kContainers = {"map<", "vector<",
                                                           "list<", "Headers<"};
  const std::string name = last_name(type);
  return name == "Headers" || name == "Header" ||
         std::ranges::any_of(kContainers, [&](std::string_view part) {
           return type.find(part) != std::string::npos;
         });
}

Value copied(const Value& value, int depth, World& world,
             const std::function<int(int)>& make) {
  Value out = value;
  for (Alt& alt : out) {
    const auto from = world.objects.find(alt.object);
    if (alt.kind != Kind::object || from == world.objects.end())
      continue;
    Object copy = *from->second;
    copy.hole = -1;
    copy.depth = depth;
    alt.object = make(alt.object);
    world.objects[alt.object] = std::move(copy);
  }
  return out;
}

} // namespace imds::analyzer::link
