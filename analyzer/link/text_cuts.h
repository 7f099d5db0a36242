// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/value.h"

#include <optional>
#include <string>

// What takes a text apart by its start, as small URL parsers do:
//
//   if (url.starts_with("http://"))
//     url.remove_prefix(7);
//
// A text that kept its scheme would equal no host that it is compared with.
namespace imds::analyzer::link {

/// Whether a call of that name asks for a text's start.
bool asks_start(const std::string& callee);
/// Whether `text` begins with `prefix`; none: a hole stands before the answer.
std::optional<bool> begins(const Text& text, const Text& prefix);
/// `text.callee(args)` without the start that the call takes off; none: it
/// takes none, or not known how much.
std::optional<Text> without_start(const Text& text, const std::string& callee,
                                  const std::vector<Value>& args);

} // namespace imds::analyzer::link
