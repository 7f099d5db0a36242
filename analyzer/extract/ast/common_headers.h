// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "analyzer/extract/parse_task.h"

namespace imds::analyzer {

/// The standard headers that nearly every C++ file includes, as Clang left them
/// after reading them once.
struct CommonHeaders {
  std::string pch; // the precompiled header's bytes
  std::vector<std::string> read;
  std::vector<std::string> absent; // as in ParseResult
};

/// Where a reading finds them, in a file system of its own.
inline constexpr const char* kCommonPch = "/imds-ready/common.pch";

/// Whether the task's flags say C++.
bool is_cpp(const ParseTask& task);

/// The header that includes them; "" for C, where a build says what a file
/// includes, and in a second try: the more templates, the more Clang crashes.
std::string common_header(const ParseTask& task);

/// Reads them for the standards that many of the tasks are in. To be called
/// before the workers are forked: they inherit them.
void prepare_common_headers(const std::vector<ParseTask>& tasks);

/// For a reading with `more` flags than the task's; null where they were not
/// prepared, or where the task's flags may change what the headers say.
const CommonHeaders* common_headers(const ParseTask& task,
                                    const std::vector<std::string>& more);

} // namespace imds::analyzer
