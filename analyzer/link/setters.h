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

/// bool use_v2() { return access("/etc/imdsv2", F_OK) == 0; }: what it says is
/// decided outside of the program. Who asks it needs its name, not its body.
bool asks_outside(const Fn& fn, const Program& program);

/// Last names of those of such functions that set one of `globals`.
std::set<std::string> setters(const Program& program,
                              const std::set<std::string>& globals);

} // namespace imds::analyzer::link
