// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

// Every library has its own names for copying, joining and formatting texts, so
// a name is read by its words: *printf* fills a format, *cat* joins, *dup* and
// c_str give the text itself.
namespace imds::analyzer::link {

/// url.c_str(): the text itself.
bool gives_self(const std::string& name);
/// strdup(url), move(url): what its first argument with a text holds.
bool gives_first(const std::string& name);
/// snprintf(buffer, size, "%s", host).
bool fills_format(const std::string& name);
/// strcpy(buffer, host).
bool copies_into(const std::string& name);
/// fmt::format("{}", host).
bool is_brace_format(const std::string& name);
/// StrCat(a, b, c).
bool joins_all(const std::string& name);
/// g_strdupv(headers): a copy of a list is the list.
bool copies_list(const std::string& name);

} // namespace imds::analyzer::link
