// SPDX-License-Identifier: Apache-2.0
#include "reports/versions.h"

#include <algorithm>
#include <charconv>

namespace imds {
namespace {

// Cuts the next number off `text`; false at its end.
bool next_number(std::string_view& text, long& out) {
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc())
    return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with('.'))
    text.remove_prefix(1);
  else
    text = {};
  return true;
}

} // namespace

int compare_versions(std::string_view a, std::string_view b) {
  for (;;) {
    long x = 0, y = 0;
    const bool more_a = next_number(a, x), more_b = next_number(b, y);
    if (!more_a && !more_b)
      return 0;
    if (x != y)
      return x < y ? -1 : 1;
  }
}

std::string_view fixed_version(std::string_view pin) {
  const std::string_view version =
      pin.substr(std::min(pin.find_first_not_of("=v "), pin.size()));
  const bool plain = !version.empty() && version[0] >= '0' && version[0] <= '9';
  return plain && version.find_first_of("<>,* |") == std::string_view::npos
             ? version
             : std::string_view();
}

} // namespace imds
