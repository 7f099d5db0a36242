// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/link/value.h"

#include <cstddef>
#include <string>
#include <vector>

// What a command of a script runs, told from its words: an HTTP client, or a
// text that is a script itself.
namespace imds::analyzer::link {

/// The program's name, without its folder.
std::string program_of(const Text& word);

bool is_client(const std::string& program);

/// Whether a text may run one: curl, wget, or what writes into a connection.
bool names_client(const Text& text);

/// retry 5 curl ..., find -exec curl ...: where the client's command begins.
std::ptrdiff_t client_within(const std::vector<Alt>& words);

/// The text that sh -c, eval and their kin run, none for another command. What
/// is named after curl and nobody knows (curl_retry 3 "-s -H 'X: Y'" URL) is
/// taken for curl.
Text text_to_run(const std::vector<Alt>& words);

} // namespace imds::analyzer::link
