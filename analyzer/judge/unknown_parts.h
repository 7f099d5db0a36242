// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/value.h"

#include <string>
#include <vector>

// What of a URL is not known, for people: its name in the URL's place, and
// where it would come from.
//
//   /iam/security-credentials/{getRole}
//                     {getRole} is not known: what 'getRole' returned
namespace imds::analyzer {

/// The text with each hole as {name}, or "..." where it has no short name.
std::string with_names(const link::Text& text, const link::Holes& holes);

struct UnknownPart {
  link::Spot spot;  // where it is read; file is never -1
  std::string note; // one clause, with the name as in with_names
};

/// The text's named holes in their order, each name once.
std::vector<UnknownPart> unknown_parts(const link::Text& text,
                                       const link::Holes& holes);

} // namespace imds::analyzer
