// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace imds::analyzer {

/// Splits a command as a shell would: blanks, quotes, backslashes.
std::vector<std::string> split_command(const std::string& text);

/// The arguments of a compiler call as Clang can take them: response files
/// expanded, the program and launchers before it, the inputs and the outputs
/// gone, and with them what only another compiler or build step understands.
/// `responses` gets the response files.
std::vector<std::string> clean_flags(std::vector<std::string> command,
                                     const std::string& directory,
                                     std::vector<std::string>& responses);

/// C++ without any better knowledge, and again where that left errors: the
/// standard headers of C++20 cost half as much again as those of C++17.
inline const std::string kFirstStandard = "-std=gnu++17";
inline const std::string kSecondStandard = "-std=gnu++20";

/// What a file of this name is compiled as without any better knowledge.
std::vector<std::string> default_flags(const std::string& file, bool cpp);

bool is_c_file(const std::string& file);
bool is_cpp_file(const std::string& file);
bool is_header_file(const std::string& file);

} // namespace imds::analyzer
