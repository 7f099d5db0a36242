// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/walk.h"

namespace imds::analyzer::link {

/// Drops of the functions that a call may mean by its name those that its
/// arguments do not fit, and those that only hand on to another of them:
///
///   Builder& header(const char* h) { return header(std::string(h)); }
///
/// Never leaves none where there was one.
void narrow_overloads(std::vector<const Fn*>& fns, const Call& c);

/// Why a method may not be the one that is called, though it has its name.
enum class Guess {
  none,        // the object's class has it
  of_unknown,  // nobody knows the object's class
  of_stranger, // the object is of a class that the tree does not have, or that
               // has no such body; or of the parameter of a template
};
Guess guess_of(const Fn& fn, const Call& c, const World& w,
               const Program& program);

} // namespace imds::analyzer::link
