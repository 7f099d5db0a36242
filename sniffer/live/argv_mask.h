// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace imds::sniffer {

/// What stands in the place of a secret.
inline constexpr std::string_view kMasked = "***";

/// A command line without its secrets: values of options and headers, names
/// and passwords in URLs, AWS keys, anything that looks random. Rather too
/// much is hidden than too little.
std::vector<std::string> mask_secrets(std::vector<std::string> argv);

/// The same within one text, such as the script of `sh -c`.
std::string mask_text(std::string_view text);

} // namespace imds::sniffer
