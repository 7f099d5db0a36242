// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/cache/digest.h"

#include <cstdint>
#include <string>
#include <vector>

namespace imds::analyzer {

/// Adds what every unit depends on beside what was asked: the parser, the
/// Clang library, the compilers whose headers Clang picks, and what the
/// environment tells Clang.
void add_surroundings(Digest& digest);

/// Adds this program: a rebuilt one may judge the same units differently.
void add_program(Digest& digest);

/// Adds all files of the built-in rules and of `extra_dirs` by their stamps.
/// False: a file of them was written after `begun`, or there are no rules.
bool add_rules(Digest& digest, const std::vector<std::string>& extra_dirs,
               std::int64_t begun);

} // namespace imds::analyzer
