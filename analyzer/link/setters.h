// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/program.h"

#include <set>
#include <string>

// A walk goes only where requests are. What decides how they ask may be set
// elsewhere: an option is read in main(), a small setter keeps it.
namespace imds::analyzer::link {

/// Names of variables outside of functions that some function sets, or whose
/// address is given away, by a table too: these are not what they were at
/// first.
std::set<std::string> set_globals(const Program& program);

/// bool set_version(int v) { version = v; return true; }: gets nothing of IMDS
/// and calls nothing, but what it sets may decide how to ask.
bool only_sets(const Fn& fn);

/// Last names of those of such functions that set one of `globals`.
std::set<std::string> setters(const Program& program,
                              const std::set<std::string>& globals);

} // namespace imds::analyzer::link
