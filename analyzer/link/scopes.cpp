// SPDX-License-Identifier: Apache-2.0
//
// Whose is boost::asio::write(socket, data)? Not the tree's own write(), though
// a bare name may be anyone's. A scope is the tree's if the tree has code in
// it, or gives a scope that name.
#include "analyzer/link/program.h"

namespace imds::analyzer::link {

void Program::add_scopes(std::string_view qualified) {
  for (std::string_view at = scope_of(qualified); !at.empty();
       at = scope_of(at))
    scopes_.insert(last_name(at));
}

/// namespace net = corp::net;
void Program::add_alias_scopes() {
  for (const auto& [alias, target] : aliases_)
    if (scopes_.contains(last_name(target)))
      scopes_.insert(last_name(alias));
}

/// Whether the scope that `qualified` is written with is none of the tree.
bool Program::of_strangers(std::string_view qualified) const {
  std::string_view scope = scope_of(qualified);
  return !scope.empty() && !scopes_.contains(last_name(scope));
}

} // namespace imds::analyzer::link
