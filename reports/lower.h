// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace imds {

/// `text` with the capitals of ASCII made small, in every locale: names of
/// headers, hosts and programs are compared so.
inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c | 0x20);
  return out;
}

} // namespace imds
